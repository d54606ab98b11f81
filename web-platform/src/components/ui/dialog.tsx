"use client";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { Button } from "./button";

/** A modal dialog: the browser keeps the focus inside and gives it back, Escape closes. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>("[data-first]")?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="max-h-[90dvh] w-[min(36rem,calc(100vw-2rem))] overflow-auto rounded-lg border bg-panel p-4 shadow-xl"
    >
      <div className="mb-3 flex items-start justify-between gap-4">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        <Button kind="quiet" onClick={onClose} aria-label="Close">
          <X size={16} aria-hidden />
        </Button>
      </div>
      {children}
    </dialog>
  );
}

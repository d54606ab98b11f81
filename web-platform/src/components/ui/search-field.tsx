"use client";
import { Search } from "lucide-react";
import { useEffect, useState } from "react";

/** The search field of a page; "/" goes to it. What is typed counts a moment after the last key. */
export function SearchField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => onChange(text), 250);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className="relative min-w-40 flex-1 sm:max-w-72">
      <Search size={14} className="pointer-events-none absolute top-2.5 left-2 text-muted" aria-hidden />
      <input
        data-search
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        aria-label={label}
        placeholder={label}
        className="field w-full pl-7"
      />
    </div>
  );
}

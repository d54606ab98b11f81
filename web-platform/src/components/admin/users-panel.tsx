"use client";
import { KeyRound, UserPlus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { Panel } from "@/components/ui/panel";
import { Empty, Loaded } from "@/components/ui/states";
import type { User } from "@/domain/access";
import { useMe } from "@/hooks/use-me";
import { useUsers } from "@/hooks/use-users";
import { TokenDialog } from "./token-dialog";
import { userColumns } from "./user-columns";
import { AddUser, type Asked, Confirm } from "./user-dialogs";

type Asking = { what: "add" } | { what: "token"; user: User } | { what: "confirm"; asked: Asked };

/** Who may do what: users, roles, tokens. For admins. */
export function UsersPanel() {
  const me = useMe().data;
  const users = useUsers();
  const [asking, setAsking] = useState<Asking | null>(null);
  const close = () => setAsking(null);
  const columns = userColumns(
    (user) => setAsking({ what: "token", user }),
    (asked) => setAsking({ what: "confirm", asked }),
  );
  return (
    <Panel
      title="Users and tokens"
      note="In effect on all workers within a second"
      actions={
        <Button onClick={() => setAsking({ what: "add" })}>
          <UserPlus size={14} aria-hidden /> Add a user
        </Button>
      }
    >
      {me?.open && (
        <p className="mb-3 flex items-start gap-2 rounded bg-warn-soft px-2 py-1 text-warn" data-fixed>
          <KeyRound size={16} className="mt-0.5 shrink-0" aria-hidden />
          <span>
            Access is open: whoever reaches a worker may do everything, and no token is asked for. Add an
            admin with a token, then start the workers with <code>RINGFENCE_ACCESS=tokens</code>.
          </span>
        </p>
      )}
      <Loaded query={users}>
        {(found) =>
          found.length === 0 ? (
            <Empty title="There is no user yet">
              People sign in and programs ask with a token of a user, whose role says what they may do.
            </Empty>
          ) : (
            <DataTable
              caption="Users"
              rows={found}
              id={(one) => one.name}
              columns={columns}
              className="max-h-[32rem]"
            />
          )
        }
      </Loaded>
      {asking?.what === "add" && <AddUser onClose={close} />}
      {asking?.what === "token" && <TokenDialog user={asking.user} onClose={close} />}
      {asking?.what === "confirm" && <Confirm asked={asking.asked} onClose={close} />}
    </Panel>
  );
}

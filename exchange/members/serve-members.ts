/** The members' part of the contract. */
import { failure } from '#shared/failure.ts';
import { fail, ok } from '#shared/result.ts';
import { contract } from '../contract.ts';
import { visibleSites } from '../feed/visible-sites.ts';
import type { Parts } from '../parts.ts';
import { changePassword } from './change-password.ts';
import type { CheckPassword } from './check-password.ts';
import { issueCertificate } from './issue-certificate.ts';
import type { Presence } from './presence.ts';
import { memberOfRow, memberRows } from './read-member.ts';
import { revocationList } from './revocation-list.ts';
import { renewSignIn, signIn, signOut } from './sign-in.ts';

export function serveMembers(
  deps: Parts & {
    readonly folder: string;
    readonly checkPassword: CheckPassword;
    readonly presence: Presence;
  },
) {
  const os = contract.members;
  return {
    signIn: os.signIn.handler(({ input, context }) => signIn(deps, context.caller, input)),
    renew: os.renew.handler(({ context: { caller } }) =>
      caller.ok ? renewSignIn(deps, caller.value) : caller,
    ),
    signOut: os.signOut.handler(({ context: { caller } }) =>
      caller.ok ? signOut(deps, caller.value) : caller,
    ),
    whoAmI: os.whoAmI.handler(({ context: { caller } }) => {
      if (!caller.ok) return caller;
      const member = caller.value.person ?? caller.value.station;
      if (member === null) throw new Error('a caller is a person or a station');
      return ok({ member, region: deps.region() });
    }),
    present: os.present.handler(({ context: { caller } }) => {
      if (!caller.ok) return caller;
      const { person, station } = caller.value;
      if (person === null) return fail(failure('not-signed-in'));
      if (station !== null && station.siteId === null) deps.presence.note(person);
      return ok({ done: true as const });
    }),
    list: os.list.handler(async ({ context: { caller } }) => {
      if (!caller.ok) return caller;
      const rows = await memberRows(deps.db).orderBy('member.createdAt').execute();
      const view = visibleSites(caller.value);
      const members = rows.map((row) => memberOfRow(row, deps.region().simulation));
      return ok(
        members.filter(
          (one) => view === '*' || one.siteId === null || view.has(one.siteId) || view.has(one.memberId),
        ),
      );
    }),
    issueCertificate: os.issueCertificate.handler(({ input, context: { caller } }) =>
      caller.ok ? issueCertificate(deps, caller.value, input) : caller,
    ),
    revocationList: os.revocationList.handler(async ({ context: { caller } }) =>
      caller.ok ? ok(await revocationList(deps)) : caller,
    ),
    changePassword: os.changePassword.handler(({ input, context: { caller } }) =>
      caller.ok ? changePassword(deps, caller.value, input) : caller,
    ),
  };
}

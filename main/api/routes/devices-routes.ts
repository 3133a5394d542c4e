/** devices.*: who may push and ask, who was turned away, tokens, nodes and forwarding. Changes are an administrator's. */
import type { ListedDevice, ListedForward, ListedRejection } from '#shared/contract/devices.ts';
import { failure } from '#shared/failure.ts';
import { fail, ok, type Result } from '#shared/result.ts';
import type { DicomNode } from '#shared/study/dicom-node.ts';
import type { Actor } from '../../audit/actor.ts';
import { actorOf, station, watcherOf } from '../api-context.ts';

interface TokenFacts {
  readonly tokenId: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
}

export interface DevicesRoutesDeps {
  readonly devices: () => readonly ListedDevice[];
  readonly rejected: () => readonly ListedRejection[];
  readonly admitsAny: () => boolean;
  readonly keep: (device: Omit<ListedDevice, 'addedAt'>) => Promise<void>;
  readonly remove: (aet: string, host: string) => Promise<boolean>;
  readonly dismiss: (callingAet: string, address: string) => Promise<void>;
  readonly tokens: {
    readonly list: () => readonly TokenFacts[];
    readonly make: (name: string, memberId: string) => Promise<{ tokenId: string; token: string }>;
    readonly revoke: (tokenId: string) => Promise<boolean>;
  };
  readonly nodes: {
    readonly list: () => ReadonlyArray<DicomNode & { readonly nodeId: string; readonly name: string }>;
    readonly find: (nodeId: string) => (DicomNode & { readonly nodeId: string }) | null;
    readonly add: (node: DicomNode & { readonly name: string }) => Promise<string>;
    readonly remove: (nodeId: string) => Promise<boolean>;
  };
  readonly forwarding: {
    readonly forward: (study: string, node: DicomNode, memberId: string) => Promise<Result<string>>;
    readonly again: (forwardId: string) => Promise<Result<void>>;
    readonly list: (study: string | null) => ListedForward[];
  };
  readonly record: (actor: Actor, act: string, object: string, detail: string) => Promise<void>;
}

const done = ok({ done: true as const });

export function isAdministrator(actor: Actor): boolean {
  return actor.member.offices.includes('administrator');
}

/** The administrator at the window; fails with not-signed-in, session-locked or right-missing. */
export function administratorOf(context: Parameters<typeof actorOf>[0]): Result<Actor> {
  const actor = actorOf(context);
  if (!actor.ok || isAdministrator(actor.value)) return actor;
  return fail(failure('right-missing', { right: 'administrator' }));
}

export function devicesRoutes(deps: DevicesRoutesDeps) {
  const { tokens, nodes, forwarding, record } = deps;
  return {
    list: station.devices.list.handler(({ context }) => {
      const actor = watcherOf(context);
      if (!actor.ok) return actor;
      return ok({
        devices: [...deps.devices()],
        rejected: [...deps.rejected()],
        tokens: [...tokens.list()],
        nodes: [...nodes.list()],
        admitsAny: deps.admitsAny(),
        mayChange: isAdministrator(actor.value),
      });
    }),
    keep: station.devices.keep.handler(async ({ input, context }) => {
      const actor = administratorOf(context);
      if (!actor.ok) return actor;
      await deps.keep(input);
      await record(actor.value, 'allowed-device', input.aet, input.host);
      return done;
    }),
    remove: station.devices.remove.handler(async ({ input, context }) => {
      const actor = administratorOf(context);
      if (!actor.ok) return actor;
      if (!(await deps.remove(input.aet, input.host)))
        return fail(failure('device-unknown', { aet: input.aet }));
      await record(actor.value, 'removed-device', input.aet, input.host);
      return done;
    }),
    dismiss: station.devices.dismiss.handler(async ({ input, context }) => {
      const actor = administratorOf(context);
      if (!actor.ok) return actor;
      await deps.dismiss(input.callingAet, input.address);
      return done;
    }),
    makeToken: station.devices.makeToken.handler(async ({ input, context }) => {
      const actor = administratorOf(context);
      if (!actor.ok) return actor;
      const made = await tokens.make(input.name, actor.value.member.memberId);
      await record(actor.value, 'made-device-token', made.tokenId, input.name);
      return ok(made);
    }),
    revokeToken: station.devices.revokeToken.handler(async ({ input, context }) => {
      const actor = administratorOf(context);
      if (!actor.ok) return actor;
      if (!(await tokens.revoke(input.tokenId)))
        return fail(failure('device-unknown', { aet: input.tokenId }));
      await record(actor.value, 'revoked-device-token', input.tokenId, '');
      return done;
    }),
    keepNode: station.devices.keepNode.handler(async ({ input, context }) => {
      const actor = administratorOf(context);
      if (!actor.ok) return actor;
      const nodeId = await nodes.add(input);
      await record(actor.value, 'named-forward-node', nodeId, `${input.aet}@${input.host}:${input.port}`);
      return done;
    }),
    removeNode: station.devices.removeNode.handler(async ({ input, context }) => {
      const actor = administratorOf(context);
      if (!actor.ok) return actor;
      if (!(await nodes.remove(input.nodeId))) return fail(failure('device-unknown', { aet: input.nodeId }));
      return done;
    }),
    forward: station.devices.forward.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const node = nodes.find(input.nodeId);
      if (node === null) return fail(failure('device-unknown', { aet: input.nodeId }));
      const { aet, host, port, tls } = node;
      const { memberId } = actor.value.member;
      const asked = await forwarding.forward(input.studyInstanceUid, { aet, host, port, tls }, memberId);
      if (!asked.ok) return asked;
      await record(actor.value, 'forwarded', input.studyInstanceUid, `${aet}@${host}:${port}`);
      return ok({ forwardId: asked.value });
    }),
    forwardAgain: station.devices.forwardAgain.handler(async ({ input, context }) => {
      const actor = actorOf(context);
      if (!actor.ok) return actor;
      const again = await forwarding.again(input.forwardId);
      return again.ok ? done : again;
    }),
    forwards: station.devices.forwards.handler(({ input, context }) => {
      const actor = watcherOf(context);
      return actor.ok ? ok(forwarding.list(input.studyInstanceUid)) : actor;
    }),
  };
}

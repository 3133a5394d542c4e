/** What the devices' screen shows and does, given to its routes. */
import { failure } from '#shared/failure.ts';
import type { DevicesRoutesDeps } from '../api/routes/devices-routes.ts';
import { createForwardNodes } from '../dispatch/forward/forward-nodes.ts';
import type { Forwarding } from './forwarding.ts';
import type { StationIntake } from './start-station-intake.ts';
import type { StationParts } from './station-parts.ts';

export function composeDeviceActs(
  parts: StationParts,
  taking: StationIntake,
  forwarding: Forwarding,
): DevicesRoutesDeps {
  const { devices, tokens } = taking.services;
  return {
    devices: () => devices.list().map(({ certificate: _certificate, ...device }) => device),
    rejected: () =>
      taking.rejectedDevices
        .list()
        .map(({ code, params, ...facts }) => ({ ...facts, failure: failure(code, params) })),
    admitsAny: taking.admission.admitsAny,
    keep: async ({ aet, host, ...settings }) => {
      await devices.keep(aet, host, settings);
      await taking.rejectedDevices.forget(aet, host);
      taking.refreshDevices();
    },
    remove: async (aet, host) => {
      const removed = await devices.remove(aet, host);
      taking.refreshDevices();
      return removed;
    },
    dismiss: taking.rejectedDevices.forget,
    tokens,
    nodes: createForwardNodes(parts.database),
    forwarding,
    record: (actor, act, object, detail) =>
      parts.audit.record({ memberId: actor.member.memberId, act, success: true, object, detail }),
  };
}

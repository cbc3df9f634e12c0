import { logActivity } from './activity.ts';
import type { World } from './world.ts';

export type TakedownEnd = 'CompletedSuccessfully' | 'Failed' | 'Cancelled';

/** Ends a takedown, and closes the alert where that was asked for and it succeeded. */
export function settleTakedown(world: World, id: string, status: TakedownEnd): void {
  const closes = world.alerts.dossier(id).closeAfterTakedown && status === 'CompletedSuccessfully';
  world.alerts.change(id, { TakedownStatus: status, ...(closes && { Closed: { IsClosed: true } }) });
  logActivity(world, id, { type: 'TakedownStatus', initiator: 'System', information: { TakedownStatus: status } });
  world.changed();
}

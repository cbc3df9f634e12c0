import type { ActivityEntry } from './wire.ts';
import type { World } from './world.ts';

/** What somebody did with an alert. */
export interface Deed {
  readonly type: string;
  /** `API` unless told. */
  readonly initiator?: string;
  readonly information?: ActivityEntry['AdditionalInformation'];
}

/** Writes an entry into an alert's activity log. */
export function logActivity(world: World, alertId: string, { type, initiator = 'API', information = {} }: Deed): void {
  const at = world.now();
  const entry: ActivityEntry = {
    _id: world.newId(at),
    Type: type,
    SubTypes: [],
    Initiator: initiator,
    CreatedDate: at.toISOString(),
    UpdateDate: at.toISOString(),
    ReadBy: initiator === 'System' ? [null] : [],
    AdditionalInformation: { Status: { Rate: 0 }, ...information },
  };
  world.alerts.file(alertId, ({ activity }) => ({ activity: [...activity, entry] }));
}

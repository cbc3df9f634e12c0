import type { Random } from '../../simulator/random.ts';
import type { AlarmRecord } from '../wire.ts';

type Oddity = (alarm: AlarmRecord) => AlarmRecord;

/** Shapes that the contract allows for or that its fixtures show. Source: CONTRACT.md §2.1, §12. */
const ODDITIES: readonly Oddity[] = [
  (alarm) => ({ ...alarm, alarmCode: String(alarm.alarmCode) }),
  (alarm) => ({ ...alarm, severity: String(alarm.severity).toLowerCase() }),
  (alarm) => ({ ...alarm, alarmDate: String(alarm.alarmDate).replace('Z', '') }),
  (alarm) => Object.fromEntries(Object.entries(alarm).filter(([name]) => name !== 'status')),
  (alarm) => ({ ...alarm, assetName: '<!channel> & "friends" <https://evil.example|portal>' }),
  (alarm) => ({ ...alarm, description: null, severity: null }),
];

/** The alarm with one odd field. */
export function makeIrregular(alarm: AlarmRecord, random: Random): AlarmRecord {
  return random.pick(ODDITIES)(alarm);
}

import type { Random } from '../../simulator/random.ts';
import type { Deed } from '../activity.ts';
import { isClosedNow } from '../alert-list.ts';
import { detailOf } from '../paging.ts';
import { textsIn } from '../world.ts';
import type { TakedownEnd } from '../takedown.ts';
import type { AlertFields, UserRecord } from '../wire.ts';

/** What happens to an alert later. */
export interface FollowUp {
  readonly kind: 'severity' | 'tag' | 'assign' | 'close' | 'reopen' | 'flag' | 'takedown' | 'text';
  readonly fields: AlertFields;
  readonly deed?: Deed;
  /** How a takedown ends, where it does. */
  readonly ends?: TakedownEnd;
}

interface Given {
  readonly random: Random;
  readonly alert: AlertFields;
  readonly users: readonly UserRecord[];
  readonly at: Date;
}

const NEWS = [
  'a second analyst has confirmed the finding.',
  'seen again from another network; no change in assessment.',
  'the page now asks for the card number as well.',
  'the seller marks the listing as sold.',
  'the registrar has confirmed our report; the domain still resolves.',
];
const TAGS = ['reviewed', 'customer impact', 'watch', 'duplicate of last week', 'ops & fraud'];
const SEVERITIES = ['Low', 'Medium', 'High'];
/** More of one is more often. */
const OF_OPEN: readonly Exclude<FollowUp['kind'], 'reopen'>[] = [
  'severity',
  'tag',
  'tag',
  'assign',
  'assign',
  'close',
  'close',
  'flag',
  'takedown',
  'takedown',
  'text',
];

/** Closed alerts come back seldom; open ones change in every way that the vendor has. */
export function followUp(given: Given): FollowUp {
  if (isClosedNow(given.alert)) return reopened();
  if (isUnderTakedown(given.alert) && given.random.chance(0.5)) return FOLLOW_UPS.takedown(given);
  return FOLLOW_UPS[given.random.pick(OF_OPEN)](given);
}

/** Whether a takedown was asked for and has not ended. */
export function isUnderTakedown({ TakedownStatus }: AlertFields): boolean {
  return TakedownStatus === 'InProgress' || TakedownStatus === 'Pending';
}

const FOLLOW_UPS: { readonly [kind in (typeof OF_OPEN)[number]]: (given: Given) => FollowUp } = {
  severity({ random, alert }) {
    const level = SEVERITIES.indexOf(String(detailOf(alert, 'Severity')));
    const Severity = level === 2 || (level > 0 && random.chance(0.3)) ? SEVERITIES[level - 1] : SEVERITIES[level + 1];
    return {
      kind: 'severity',
      fields: { Details: { Severity } },
      deed: { type: 'ChangeSeverity', initiator: 'System' },
    };
  },
  tag({ random, alert, users }) {
    const { _id: CreatedBy } = random.pick(users);
    const tags = detailOf(alert, 'Tags');
    const [Name, tagId] = [random.pick(TAGS), random.hex(24)];
    const information = { TagNames: [Name], TagIDs: [tagId] };
    const Tags = [...(Array.isArray(tags) ? tags : []), { CreatedBy, Name, _id: tagId }];
    return { kind: 'tag', fields: { Details: { Tags } }, deed: { type: 'AddTag', initiator: CreatedBy, information } };
  },
  assign({ random, alert, users }) {
    const assigned = textsIn(alert, 'Assignees');
    const { _id: Assignee } = random.pick(
      users.filter(({ _id: id, IsDeleted }) => !IsDeleted && !assigned.includes(id)),
    );
    const deed = { type: 'Assign', initiator: Assignee, information: { Assignee } };
    return { kind: 'assign', fields: { Assignees: [Assignee] }, deed };
  },
  close({ random, users }) {
    const Reason = random.pick(['ProblemSolved', 'InformationalOnly', 'FalsePositive', 'NotRelatedToMyCompany']);
    const information = { Closed: { IsClosed: true, Reason } };
    const { _id: initiator } = random.pick(users);
    return {
      kind: 'close',
      fields: { Closed: { IsClosed: true } },
      deed: { type: 'AlertClosed', initiator, information },
    };
  },
  flag: ({ alert }) => ({ kind: 'flag', fields: { IsFlagged: alert.IsFlagged !== true } }),
  takedown({ random, alert }) {
    if (!isUnderTakedown(alert)) {
      const TakedownStatus = random.pick(['Pending', 'InProgress']);
      return { kind: 'takedown', fields: { TakedownStatus }, deed: { type: 'TakedownRequest', initiator: 'System' } };
    }
    const ends = random.pick<TakedownEnd>(['CompletedSuccessfully', 'CompletedSuccessfully', 'Failed']);
    return { kind: 'takedown', fields: { TakedownStatus: ends }, ends };
  },
  text({ random, alert, at }) {
    const news = `Update ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC: ${random.pick(NEWS)}`;
    const before = detailOf(alert, 'Description');
    return {
      kind: 'text',
      fields: { Details: { Description: `${typeof before === 'string' ? before : ''}\n\n${news}` } },
    };
  },
};

function reopened(): FollowUp {
  const information = { Closed: { IsClosed: false } };
  return { kind: 'reopen', fields: { Closed: { IsClosed: false } }, deed: { type: 'AlertReopened', information } };
}

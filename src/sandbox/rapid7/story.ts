import { createDeck, createRandom, type Random } from '../simulator/random.ts';
import { atPace } from '../simulator/pace.ts';
import { createCast } from '../story/cast.ts';
import { ASSETS, COMPANY, DOMAIN } from '../story/company.ts';
import { createInfrastructure } from '../story/infrastructure.ts';
import { drawPicture } from '../story/pictures.ts';
import { isClosedNow } from './alert-list.ts';
import type { AlertSeed } from './holdings.ts';
import { createIds } from './ids.ts';
import type { Rapid7Options, Rapid7Sandbox } from './sandbox.ts';
import { createCves } from './story/cves.ts';
import { asset, OWN_DOMAIN, type Scene } from './story/finding.ts';
import { type FollowUp, followUp, isUnderTakedown } from './story/follow-ups.ts';
import { createIocs, createSources } from './story/indicators.ts';
import { createKinds, type Kind } from './story/kinds.ts';
import { makeIrregular } from './story/irregular.ts';
import { createLibrary } from './story/library.ts';
import { createMentions } from './story/mentions.ts';
import { createPeople } from './story/people.ts';
import type { AlertRecord, AssetRecord, CveRecord, UserRecord } from './wire.ts';

type NewAlert = AlertSeed & { readonly _id: string };

/** What happens next at the vendor. */
export type StoryEvent = { readonly kind: 'new'; readonly alert: NewAlert } | (FollowUp & { readonly id: string });

/** A stream of alerts that repeats for the same seed, start and calls. */
export interface Story {
  /** Everything a simulated service needs to hold at the start: `startRapid7({ ...story.options })`. */
  readonly options: Rapid7Options & { readonly alerts: readonly AlertSeed[] };
  /**
   * The next event. `present` is what the service holds now, so that nothing happens to an alert that was hidden
   * meanwhile; without it the story goes by its own record. `at` is the time of the event; without it some seconds after
   * the one before.
   */
  readonly next: (given?: { readonly present?: readonly AlertRecord[]; readonly at?: Date }) => StoryEvent;
}

export interface StoryOptions {
  readonly seed: number;
  readonly start: Date;
}

const INITIAL_ALERTS = 14;
const DAY_MS = 86_400_000;
/** Of all events; the rest changes an alert that exists. */
const SHARE_OF_NEW = 0.5;
/** Of the new ones. */
const SHARE_OF_IRREGULAR = 0.06;
/** Of the changes; the rest happens to an alert that is open. */
const SHARE_OF_CLOSED = 0.06;
/** Of the changes while takedowns are under way: those that happen to one of their alerts. */
const SHARE_OF_TAKEDOWNS = 0.25;
/** How long the analyst thinks, and what he says. */
const ANALYST = {
  afterMs: 8000,
  answers: [
    'Hi Team,\r\n\r\nThank you for your question. We have had a second look: the finding is genuine, and we see no sign that it reached your network.',
    'Hi Team,\r\n\r\nThe domain is registered with a provider that reacts within a day. We recommend to request the takedown now.',
    'Hi Team,\r\n\r\nCould you tell us whether the host named in the alert is still in use? Then we can say more.',
  ],
};

/** Writes a story. `start` is its first moment: initial alerts lie in the day before it. */
export function createStory({ seed, start }: StoryOptions): Story {
  const random = createRandom(seed);
  const owned = createInfrastructure(random);
  const draw = createCast(random, owned);
  const people = createPeople(random);
  const sources = createSources(random);
  const iocs = createIocs({ random, owned, sources, start });
  const cves = createCves(random, start);
  const write = createWriter({ random, draw, cve: createProducts(random, cves), seed });
  const alerts = initialAlerts(write, random, start);
  const own = new Map<string, AlertRecord>();
  for (const alert of alerts) remember(own, { kind: 'new', alert });
  let clock = start;
  return {
    options: {
      ...people,
      alerts,
      sources,
      iocs,
      cves: cves.slice(0, 40),
      supportedCves: cves,
      cyberTerms: createLibrary({ random, cves, iocs, start }),
      mentions: createMentions(random, draw, start),
      assets: companyAssets(),
      enrichment: {
        statuses: ['Queued', 'InProgress', 'Done'],
        byValue: { [owned.samples[0]?.md5 ?? '']: ['Queued', 'Failed'] },
      },
      analyst: ANALYST,
    },
    next({ present = [...own.values()], at = new Date(clock.getTime() + random.between(20, 200) * 1000) } = {}) {
      clock = at;
      const event = nextEvent({ random, write, present, users: people.users, at });
      remember(own, event);
      return event;
    },
  };
}

type WriteAlert = (at: Date) => NewAlert;

/** Writes alerts of all kinds, each with an id of its own. */
function createWriter({ seed, ...stage }: Omit<Scene, 'at'> & { readonly seed: number }): WriteAlert {
  const draws = createKinds(stage.random);
  // Other ids than those of a service with the same seed.
  const newId = createIds(~seed);
  return (at) => alertOf(draws(), { ...stage, at }, newId(at));
}

function createProducts(random: Random, cves: readonly CveRecord[]): Scene['cve'] {
  const products = cves.map(({ cveId, cpe }) => ({ id: cveId, product: String(cpe[0]?.['Title']) }));
  return createDeck(random, products);
}

function alertOf({ type, subType, write }: Kind, scene: Scene, _id: string): NewAlert {
  const { severity, title, text, source, assets = OWN_DOMAIN, iocs = [], csv, picture, tag } = write(scene);
  const { random, at } = scene;
  const found = at.toISOString();
  const seenAt = new Date(at.getTime() - random.between(5, 600) * 60_000).toISOString();
  const tags = tag === undefined ? [] : [{ CreatedBy: 'System', Name: tag, _id: random.hex(24) }];
  const image = picture && { id: random.hex(24), bytes: drawPicture(picture, random) };
  return {
    _id,
    FoundDate: found,
    UpdateDate: found,
    Assets: assets,
    Assignees: [],
    Details: {
      Title: title,
      Description: text,
      Type: type,
      SubType: subType,
      Severity: severity,
      Images: image ? [image.id] : [],
      Tags: tags,
      Source: { ...source, ...(random.chance(0.85) && { Date: seenAt }) },
    },
    TakedownStatus: 'NotSent',
    IsFlagged: random.chance(0.1),
    RelatedIocs: iocs,
    RelatedThreatIDs: random.chance(0.2) ? [random.hex(24)] : [],
    Closed: { IsClosed: false },
    enclosed: {
      blocklist: iocs.map((Value) => ({ Value, Status: 'NotSent' })),
      ...(csv !== undefined && { csv }),
      ...(image && { images: [image] }),
    },
  };
}

/** About two hours apart, the last one just before the start. */
function initialAlerts(write: WriteAlert, random: Random, start: Date) {
  return Array.from({ length: INITIAL_ALERTS }, (_, index) => {
    const share = (index + random.fraction()) / (INITIAL_ALERTS + 1);
    const alert = write(new Date(start.getTime() - DAY_MS + share * DAY_MS));
    return index < 2 ? { ...alert, Closed: { IsClosed: true } } : alert;
  });
}

function companyAssets(): readonly AssetRecord[] {
  return [
    asset('Domains', DOMAIN),
    ...ASSETS.flatMap(({ host, address }) => [asset('Domains', host), asset('IpAddresses', address)]),
    asset('CompanyNames', COMPANY),
    asset('BrandNames', 'Larkfield'),
    asset('Sectors', 'Banking'),
    asset('CountriesOfActivity', 'Netherlands'),
    asset('BIN', '411111'),
    asset('VipNames', 'Samir Haddan'),
    asset('VipEmails', 's.haddan@larkfield.example'),
  ];
}

interface Moment {
  readonly random: Random;
  readonly write: WriteAlert;
  readonly present: readonly AlertRecord[];
  readonly users: readonly UserRecord[];
  readonly at: Date;
}

function nextEvent({ random, write, present, users, at }: Moment): StoryEvent {
  const isAboutClosed = random.chance(SHARE_OF_CLOSED);
  const candidates = present.filter((alert) => isClosedNow(alert) === isAboutClosed);
  if (candidates.length === 0 || random.chance(SHARE_OF_NEW)) return { kind: 'new', alert: someOdd(write(at), random) };
  const underWay = candidates.filter(isUnderTakedown);
  const { _id: id, ...alert } = random.pick(
    underWay.length > 0 && random.chance(SHARE_OF_TAKEDOWNS) ? underWay : candidates,
  );
  return { ...followUp({ random, alert, users, at }), id };
}

/** Most alerts as they are, some with odd details. */
function someOdd(alert: NewAlert, random: Random): NewAlert {
  if (!alert.Details || !random.chance(SHARE_OF_IRREGULAR)) return alert;
  return { ...alert, Details: makeIrregular(alert.Details, random) };
}

function remember(own: Map<string, AlertRecord>, event: StoryEvent): void {
  if (event.kind !== 'new') {
    const before = own.get(event.id);
    const Details = { ...before?.Details, ...event.fields.Details };
    if (before) own.set(event.id, { ...before, ...event.fields, Details });
    return;
  }
  const { _id: id, enclosed: _enclosed, ...fields } = event.alert;
  own.set(id, { ...fields, _id: id });
}

/** How a story is told to a running service. */
export interface StoryPace {
  /** Events a minute, evenly spaced; 0 tells nothing. */
  readonly perMinute: number;
  readonly signal: AbortSignal;
  readonly story: Story;
}

/** Feeds a running service by the clock. Resolves when the signal aborts. */
export async function runStory(sandbox: Rapid7Sandbox, { perMinute, signal, story }: StoryPace): Promise<void> {
  await atPace(perMinute, signal, () => {
    applyEvent(sandbox, story.next({ present: sandbox.alerts(), at: new Date() }));
  });
}

/** Makes an event happen at a service. */
export function applyEvent(sandbox: Rapid7Sandbox, event: StoryEvent): void {
  if (event.kind === 'new') sandbox.addAlert(event.alert);
  else if (event.kind === 'takedown' && event.ends) sandbox.settleTakedown(event.id, event.ends);
  else sandbox.changeAlert(event.id, event.fields, event.deed);
}

import type { Actor } from '../../domain/access.ts';
import { answer } from '../../domain/answer.ts';
import type { Line, Section } from '../../domain/answer.ts';
import { indicatorId, indicatorKindNames } from '../../domain/indicator.ts';
import type { Indicator, IndicatorRecord } from '../../domain/indicator.ts';
import type { Incident } from '../../domain/incident.ts';
import { isRestricted, restrictedTitle } from '../../domain/tlp.ts';
import type { Holders } from '../../ports/store.ts';
import type { Instance } from '../../ports/vendor.ts';
import { classifyIndicator } from '../../indicators/classify.ts';
import { extractIndicators } from '../../indicators/extract.ts';
import type { Reply } from '../desk.ts';
import type { DeskDeps } from './deps.ts';
import { liveLookup } from './live-lookup.ts';
import { pickInstance } from './pick-instance.ts';
import { reply } from './run-command.ts';

const mostAtOnce = 25;
const mostIncidents = 5;
const mostRecords = 20;
/** Beside those that are shown. */
const mostCounted = 100;

export interface LookupRequest {
  readonly actor: Actor;
  readonly args?: { readonly [name: string]: string };
  readonly shared?: boolean;
}

/** Every indicator in a text: in which incidents and feeds, at once; then what each vendor that can be asked says. */
export async function lookupText(text: string, { args, shared }: LookupRequest, deps: DeskDeps): Promise<Reply> {
  const named = args?.['instance'];
  const picked = named === undefined ? undefined : pickInstance(named, deps.instances);
  if (picked !== undefined && 'tone' in picked) return reply(picked);
  const indicators = indicatorsIn(text);
  if (indicators.length === 0) return reply(nothingToLookUp(text, deps.slackCommand));
  const asked = indicators.slice(0, mostAtOnce);
  const instances = picked === undefined ? deps.instances : [picked];
  const known = await Promise.all(asked.map(async (indicator) => knownOf(indicator, instances, deps)));
  const cut = indicators.length - asked.length;
  const askable = instances.filter(({ vendor }) => vendor.lookup !== undefined);
  return reply(
    answer(
      'info',
      titleOf(known),
      ...known.flatMap((entry) => describe(entry, instances)),
      ...(askable.length === 0
        ? []
        : [{ kind: 'text' as const, lines: [`Asking ${askable.map(({ name }) => name).join(', ')}…`] }]),
      ...(cut === 0
        ? []
        : [{ kind: 'text' as const, lines: [`${cut} more were not looked up: ${mostAtOnce} at a time.`] }]),
    ),
    { shared: shared ?? false, ...(askable.length > 0 && { later: liveLookup(asked, askable, deps) }) },
  );
}

/** What was typed, word by word; a text that holds none by itself is searched. */
function indicatorsIn(text: string): readonly Indicator[] {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const typed = words.map(classifyIndicator).filter((indicator) => indicator !== undefined);
  const found = typed.length === words.length ? typed : [...typed, ...extractIndicators(text)];
  return [...new Map(found.map((indicator) => [indicatorId(indicator), indicator])).values()];
}

function nothingToLookUp(text: string, slackCommand: string): ReturnType<typeof answer> {
  const title = text.trim() === '' ? 'Look up what?' : 'There is no indicator in that.';
  const lines: Line[] = [
    'Picket looks up IP addresses, domains, URLs, e-mail addresses, MD5, SHA-1 and SHA-256 hashes and CVE numbers, defanged or not.',
    [{ code: `${slackCommand} lookup evil[.]example 192.0.2.45` }],
  ];
  return answer('warning', title, { kind: 'text', lines });
}

interface KnownOf {
  readonly indicator: Indicator;
  readonly holders: Holders;
  readonly records: readonly IndicatorRecord[];
}

async function knownOf(indicator: Indicator, instances: readonly Instance[], { store }: DeskDeps): Promise<KnownOf> {
  const names = instances.map(({ name }) => name);
  const [holders, records] = await Promise.all([
    store.incidentsWith({
      indicator,
      instances: names,
      limit: mostIncidents,
      countTo: mostIncidents + mostCounted,
    }),
    store.indicator({ indicator, instances: names, limit: mostRecords + 1 }),
  ]);
  return { indicator, holders, records };
}

function titleOf(known: readonly KnownOf[]): string {
  const hits = known.filter(({ holders, records }) => holders.count > 0 || records.length > 0).length;
  if (known.length === 1) return hits === 1 ? 'Known indicator' : 'Nothing is known of this indicator here';
  return `${hits} of ${known.length} indicators are known here`;
}

function describe({ indicator, holders, records }: KnownOf, instances: readonly Instance[]): readonly Section[] {
  const items: Line[] = [
    ...holders.incidents.map(incidentLine),
    ...moreOf(holders),
    ...records.slice(0, mostRecords).map((record) => recordLine(record, instances)),
    ...(records.length > mostRecords ? ['and more feeds'] : []),
  ];
  return [
    { kind: 'text', lines: [[{ indicator }, ` (${indicatorKindNames[indicator.kind][0]})`]] },
    { kind: 'list', items: items.length === 0 ? ['No incident and no feed holds it.'] : items },
  ];
}

function moreOf({ incidents, count }: Holders): readonly Line[] {
  const more = count - incidents.length;
  if (more === 0) return [];
  if (more === 1) return ['and 1 more incident'];
  return [`and ${more >= mostCounted ? `${mostCounted}+` : more} more incidents`];
}

function incidentLine(incident: Incident): Line {
  const { key, severityLabel, status, title, occurredAt } = incident;
  const shown = isRestricted(incident) ? restrictedTitle : title;
  return ['Incident ', { code: key }, `: ${severityLabel}, ${status}, ${shown}, `, { at: occurredAt }];
}

function recordLine(record: IndicatorRecord, instances: readonly Instance[]): Line {
  const instance = instances.find(({ name }) => name === record.instance);
  const said = [
    record.severity === undefined ? '' : `severity ${record.severity}`,
    record.confidence === undefined ? '' : `confidence ${record.confidence}`,
    record.status ?? '',
    record.tags.length === 0 ? '' : `tags ${record.tags.join(', ')}`,
    record.sources.length === 0 ? '' : `source ${record.sources.join(', ')}`,
    instance === undefined ? '' : `reliability ${instance.reliability}`,
  ].filter((part) => part !== '');
  return ['Feed ', { bold: record.instance }, `: ${said.join('; ')}`];
}

import type { Json, JsonObject } from '../../../domain/json.ts';
import { isList, isObject, textAt, textsAt } from '../json-path.ts';
import { field, joined, none, table } from './kind.ts';
import type { ExtraTable, KindSpec } from './kind.ts';

/** A repository with something in it that a hunting rule looks for. Source: CONTRACT.md §5.7. */
export const gitLeak: KindSpec = {
  name: (record) => textAt(record, 'name'),
  description: none,
  facts: [
    field('Repository', 'name'),
    field('Source', 'source'),
    field('Matches', 'matchesTypes'),
    field('Found', 'files.dataFound'),
    field('Rules', 'files.rules'),
    field('Files', 'files', 'count'),
    field('Detected', 'dateDetected', 'date'),
    field('Created', 'dateCreated', 'date'),
    field('Contributors', 'contributors', 'count'),
    field('Authors', 'contributors.authorName'),
  ],
  tables: [
    table('Files', 'files', [
      field('Found', 'dataFound'),
      field('Matches', 'matchesType'),
      field('File', 'name'),
      field('Author', 'revisions.info.authorName'),
      field('Author e-mail', 'revisions.info.authorEmail'),
      field('Created', 'dateCreated', 'date'),
      field('Detected', 'dateDetected', 'date'),
      field('Severity', 'evaluation.severity'),
      field('Hash', 'revisions.hash'),
      field('URL', 'url'),
    ]),
  ],
  extraTables: (record) => {
    const rows = Object.entries(isObject(record.dataFound) ? record.dataFound : {});
    const found = rows.map(([keyword, count]) => [keyword, valuesIn(count).join(', ')]);
    return found.length === 0 ? [] : [{ title: 'Keywords', columns: ['Keyword', 'Count'], rows: found, sensitive: [] }];
  },
  indicators: [
    ['contributors.authorEmail', 'email'],
    ['files.revisions.hash', 'file'],
  ],
  assets: ['name'],
  tags: ['matchesTypes', 'source', 'files.matchesType'],
  sensitive: [],
};

/** A paste. What was matched and where it stood is told; the text itself may hold anything. Source: CONTRACT.md §5.8. */
export const publicLeak: KindSpec = {
  name: (record) => joined(': ', textsAt(record, 'linkList.source').join(', '), whatMatched(record)),
  description: none,
  facts: [
    field('Source', 'linkList.source'),
    field('Link', 'linkList.link'),
    field('Author', 'linkList.author'),
    field('Language', 'language'),
    field('Created', 'created', 'date'),
    field('Updated', 'updated', 'date'),
    field('Links', 'linkList', 'count'),
    field('Data hash', 'hash'),
    field('Leaked text', 'data', 'html'),
  ],
  tables: [
    table('Links', 'linkList', [
      field('Link', 'link'),
      field('Title', 'title'),
      field('Source', 'source'),
      field('Author', 'author'),
      field('Published', 'datePublished', 'date'),
      field('Detected', 'dateDetected', 'date'),
      field('Hash', 'hash'),
    ]),
  ],
  extraTables: (record) => {
    const rows = matchesOf(record).map(({ type, subtype, value }) => [type, subtype, value]);
    if (rows.length === 0) return [];
    const matches: ExtraTable = { title: 'Matches', columns: ['Type', 'Subtype', 'Value'], rows, sensitive: ['Value'] };
    return [matches];
  },
  indicators: [],
  assets: [],
  tags: ['language'],
  sensitive: ['data', 'matches', 'linkList.title'],
};

function whatMatched(record: JsonObject): string | undefined {
  const kinds = [
    ...new Set(matchesOf(record).map(({ type, subtype }) => joined(' ', type, subtype === type ? '' : subtype))),
  ];
  return kinds.length === 0 ? textAt(record, 'hash') : kinds.slice(0, 3).join(', ');
}

interface Match {
  readonly type: string;
  readonly subtype: string;
  readonly value: string;
}

/** `{type: {subtype: [values]}}`; also as a list, or without values, which breaks published mappings (W13). */
function matchesOf({ matches }: JsonObject): readonly Match[] {
  const groups = isList(matches) ? matches : [matches];
  return groups.flatMap((group) =>
    Object.entries(isObject(group) ? group : {}).flatMap(([type, subtypes]) =>
      Object.entries(isObject(subtypes) ? subtypes : { '': subtypes }).flatMap(([subtype, values]) =>
        valuesIn(values).map((value) => ({ type, subtype, value })),
      ),
    ),
  );
}

function valuesIn(values: Json | undefined): readonly string[] {
  if (isList(values)) return values.length === 0 ? [''] : values.flatMap(valuesIn);
  return [isObject(values) ? JSON.stringify(values) : String(values ?? '')];
}

/** A vulnerability with its exploits. Source: CONTRACT.md §5.9. */
export const vulnerability: KindSpec = {
  name: (record) => joined(', ', textAt(record, 'id'), textAt(record, 'title')),
  description: (record) => textAt(record, 'extDescription') ?? textAt(record, 'description'),
  facts: [
    field('CVEs', 'cveList'),
    field('CVSS', 'cvss.score'),
    field('EPSS', 'epss.epss'),
    field('Exploit known', 'hasExploit'),
    field('Exploits', 'exploitCount'),
    field('Seen in the wild', 'seenInTheWild'),
    field('Affected software', 'affectedSoftware.name'),
    field('CVSS vector', 'cvss.vector'),
    field('Merged CVSS', 'mergedCvss'),
    field('Published', 'datePublished', 'date'),
    field('Modified', 'dateModified', 'date'),
    field('Last seen', 'dateLastSeen', 'date'),
    field('Attack vector', 'cvssAttackVector'),
    field('Extended CVSS base', 'extCvss.base'),
    field('Extended CVSS temporal', 'extCvss.temporal'),
    field('Extended CVSS exploitability', 'extCvss.exploitability'),
    field('Extended CVSS impact', 'extCvss.impact'),
    field('Extended CVSS overall', 'extCvss.overall'),
    field('Reporter', 'reporter'),
    field('Provider', 'provider'),
    field('Bulletin family', 'bulletinFamily'),
    field('Bulletin type', 'type'),
    field('Bulletin', 'href'),
    field('References', 'references'),
  ],
  tables: [
    table('Affected software', 'affectedSoftware', [
      field('Name', 'name'),
      field('Operator', 'operator'),
      field('Version', 'version'),
    ]),
    table('CPE', 'cpeTable', [
      field('Vendor', 'vendor'),
      field('Product', 'product'),
      field('Version', 'version'),
      field('Type', 'type'),
      field('CPE 2.3', 'string23'),
    ]),
    table('Software', 'softwareMixed', [
      field('Name', 'softwareName'),
      field('Type', 'softwareType'),
      field('Version', 'softwareVersion'),
    ]),
  ],
  indicators: [
    ['id', 'cve'],
    ['cveList', 'cve'],
    ['cveList.cve', 'cve'],
  ],
  assets: ['affectedSoftware.name', 'cpeTable.product', 'softwareMixed.softwareName'],
  tags: ['bulletinFamily', 'type', 'cvssAttackVector'],
  sensitive: [],
};

import type { JsonObject } from '../../../domain/json.ts';
import { classifyIndicator } from '../../../indicators/classify.ts';
import { isUrl } from './ioc-arguments.ts';
import { itemsOfUrls, iocItems } from './ioc-list.ts';
import { isDots } from './paths.ts';
import { at, each, recordsIn, textsIn } from './rows.ts';
import type { Field, Reader } from './rows.ts';

/** One of the four commands that ask what a value is worth. */
export interface ReputationKind {
  /** The command, its argument, and the kind that the score is labelled with. */
  readonly name: 'file' | 'ip' | 'url' | 'domain';
  readonly summary: string;
  readonly example: string;
  /** Below `ThreatCommand.`. */
  readonly output: string;
  readonly key: string;
  /** In the title. */
  readonly word: string;
  /** In the sentence about a value of another kind. */
  readonly ofKind: string;
  readonly fields: readonly Field[];
  readonly itemsOf: (text: string) => readonly string[];
}

const tags: Reader = (data) => [...textsIn(data['Tags']), ...textsIn(data['SystemTags'])];
const original: Reader = at('OriginalValue');

/** Fields: CONTRACT.md §8.4. */
export const reputationKinds: readonly ReputationKind[] = [
  {
    name: 'file',
    summary: 'What the vendor knows of files, by their hashes',
    example: '275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f',
    output: 'File',
    key: 'sha256',
    word: 'Hash',
    ofKind: 'hash',
    fields: [
      ['md5', hash('MD5', 32)],
      ['sha1', hash('SHA1', 40)],
      ['sha256', hash('SHA256', 64)],
      ['sha512', hash('SHA512', 128)],
      ['name', 'FileName'],
      ['description', 'FileDescription'],
      ['size', 'FileSize'],
      ['file_type', 'FileType'],
      ['tags', tags],
      ['actor', 'RelatedThreatActors'],
      ['campaign', 'RelatedCampaigns'],
      ['associated_file_names', detectionNames],
    ],
    itemsOf: iocItems,
  },
  {
    name: 'ip',
    summary: 'What the vendor knows of IP addresses',
    example: '192.0.2.45',
    output: 'IP',
    key: 'ip',
    word: 'IP',
    ofKind: 'IP',
    fields: [
      ['ip', original],
      ['asn', at('IpDetails', 'ASN')],
      ['region', at('IpDetails', 'Country')],
      ['updated_date', 'UpdateDate'],
      ['campaign', 'RelatedCampaigns'],
      ['tags', tags],
    ],
    itemsOf: iocItems,
  },
  {
    name: 'url',
    summary: 'What the vendor knows of URLs',
    example: 'https://evil.example/login',
    output: 'URL',
    key: 'url',
    word: 'URL',
    ofKind: 'URL',
    fields: [
      ['url', original],
      ['positive_detections', (data) => engines(data)?.[0]],
      ['detection_engines', (data) => engines(data)?.[1]],
      ['campaign', 'RelatedCampaigns'],
      ['tags', tags],
    ],
    itemsOf: itemsOfUrls,
  },
  {
    name: 'domain',
    summary: 'What the vendor knows of domains',
    example: 'evil.example',
    output: 'Domain',
    key: 'domain',
    word: 'domain',
    ofKind: 'domain',
    fields: [
      ['domain', original],
      ['updated_date', 'UpdateDate'],
      ['tags', tags],
      ['sub_domains', 'Subdomains'],
      ['campaign', 'RelatedCampaigns'],
      [
        'dns_records',
        each('DnsRecords', [
          ['type', 'Type'],
          ['value', 'Value'],
        ]),
      ],
    ],
    itemsOf: iocItems,
  },
];

/** The file's hash of this type; where the vendor lists none, what was asked for, if it is one. */
function hash(type: string, length: number): Reader {
  const isType = (word: unknown): boolean => String(word).replaceAll('-', '').toUpperCase() === type;
  return (data) => {
    const listed = recordsIn(data['RelatedHashes']).find((one) => isType(one['Type']))?.['Value'];
    const asked = data['OriginalValue'];
    return listed ?? (typeof asked === 'string' && asked.length === length ? asked : null);
  };
}

function detectionNames(data: JsonObject): readonly string[] {
  return textsIn(recordsIn(data['AntivirusDetections']).map(({ Result: result }) => result ?? ''));
}

/** `11/86` in its halves; absent where it is anything else. */
function engines({ AntivirusDetectedEngines: text }: JsonObject): readonly string[] | undefined {
  const halves = typeof text === 'string' ? text.split('/') : [];
  return halves.length === 2 ? halves : undefined;
}

/**
 * The value as it is asked about, hosts and hashes in lower case. Absent where it is known to be of another kind: the
 * question would cost a credit for nothing; or where a URL would take it for a step in its path. What cannot be told is
 * the vendor's to judge.
 */
export function valueOfKind(text: string, { name }: Pick<ReputationKind, 'name'>): string | undefined {
  if (isDots(text)) return undefined;
  if (name === 'url' && isUrl(text)) return text;
  const known = classifyIndicator(text);
  if (known === undefined) return text;
  return known.kind === name ? known.value : undefined;
}

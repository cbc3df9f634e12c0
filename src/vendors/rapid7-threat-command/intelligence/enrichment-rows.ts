import type { JsonObject } from '../../../domain/json.ts';
import { isObject } from '../answers.ts';
import { compact } from '../compact.ts';
import { at, each, recordIn, rowOf, rowsOf, textsIn } from './rows.ts';
import type { Field, Reader } from './rows.ts';

const registrant: readonly Field[] = [
  ['organization', 'Organization'],
  ['name', 'Name'],
  ['email', 'Email'],
  ['telephone', 'Telephone'],
  ['fax', 'Fax'],
  ['city', 'City'],
  ['state', 'State'],
  ['country', 'Country'],
  ['address', 'Address'],
  ['postal_code', 'PostalCode'],
  ['country_code', 'CountryCode'],
];

const registration: readonly Field[] = [
  ['created_date', at('RegistrationDetails', 'CreatedDate')],
  ['updated_date', at('RegistrationDetails', 'UpdatedDate')],
  ['expires_date', at('RegistrationDetails', 'ExpiresDate')],
  ['statuses', at('RegistrationDetails', 'Statuses')],
  ['name_servers', at('RegistrationDetails', 'NameServers')],
  ['Registrant', each('RegistrantDetails', registrant)],
];

const hash: readonly Field[] = [
  ['type', 'Type'],
  ['value', 'Value'],
];

/** For a file the hashes are its own; for the other kinds those of files that belong to them. */
const relatedHash: Reader = ({ RelatedHashes: hashes }) => ({
  downloaded: textsIn(recordIn(hashes)['downloaded']),
  communicating: textsIn(recordIn(hashes)['communicating']),
  referencing: textsIn(recordIn(hashes)['referencing']),
  Hashes: rowsOf(hash, hashes),
});

/** An enriched IOC as automation gets it. Source: CONTRACT.md §8.2, §8.3. */
const fields: readonly Field[] = [
  ['value', 'Value'],
  ['type', 'Type'],
  [
    'Sources',
    each('Sources', [
      ['name', 'Name'],
      ['confidence_level', 'ConfidenceLevel'],
    ]),
  ],
  ['system_tags', 'SystemTags'],
  ['tags', 'Tags'],
  ['status', 'Status'],
  ['is_known_ioc', 'IsKnownIoc'],
  ['related_malwares', 'RelatedMalwares'],
  ['related_threat_actors', 'RelatedThreatActors'],
  ['related_campaign', 'RelatedCampaigns'],
  ['first_seen', 'FirstSeen'],
  ['last_seen', 'LastSeen'],
  ['update_seen', 'UpdateDate'],
  ['is_whitelisted', 'Whitelisted'],
  [
    'Severity',
    ({ Severity: severity }) =>
      rowOf(
        [
          ['value', 'Value'],
          ['score', 'Score'],
          ['origin', 'Origin'],
        ],
        recordIn(severity),
      ),
  ],
  [
    'DnsRecord',
    each('DnsRecords', [
      ['value', 'Value'],
      ['type', 'Type'],
      ['first_resolved', 'FirstResolved'],
      ['last_resolved', 'LastResolved'],
      ['count', 'Count'],
    ]),
  ],
  ['subdomains', 'Subdomains'],
  ['History', ({ Whois: whois }) => rowsOf(registration, recordIn(whois)['History'])],
  ['Current', ({ Whois: whois }) => rowOf(registration, recordIn(recordIn(whois)['Current']))],
  [
    'Resolution',
    each('Resolutions', [
      ['resolved_ip_address', 'ResolvedIpAddress'],
      ['resolved_domain', 'ResolvedDomain'],
      ['reporting_sources', 'ReportingSources'],
    ]),
  ],
  ['RelatedHash', relatedHash],
  ['antivirus_scan_date', 'AntivirusScanDate'],
  ['file_name', 'FileName'],
  ['file_type', 'FileType'],
  ['file_author', 'FileAuthor'],
  ['file_description', 'FileDescription'],
  ['file_size', 'FileSize'],
  ['antivirus_detection_ratio', 'AntivirusDetectionRatio'],
  ['antivirus_detected_engines', 'AntivirusDetectedEngines'],
  ['country', at('IpDetails', 'Country')],
  ['asn', at('IpDetails', 'ASN')],
  ['as_description', at('IpDetails', 'ASDescription')],
  ['ip_range', at('Whois', 'NetworkDetails', 'IPRange')],
  [
    'AntivirusDetection',
    each('AntivirusDetections', [
      ['name', 'Name'],
      ['version', 'Version'],
      ['detected', 'Detected'],
      ['result', 'Result'],
    ]),
  ],
];

/** Without what is empty. */
export function enrichmentRow(data: JsonObject): JsonObject {
  const row = compact(rowOf(fields, data));
  return isObject(row) ? row : {};
}

/** Fields of the row that are lists of records: each is a table of its own for people. */
export const innerTables = ['DnsRecord', 'Resolution', 'AntivirusDetection', 'History'] as const;

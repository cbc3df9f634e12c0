import { same } from './output-shape.ts';
import type { OutputShape } from './output-shape.ts';

/** A context path as the published metadata declares it, which its code never fills (CONTRACT.md §16, W20). */
export interface Declared {
  /** Below `GIBTIA.`. */
  readonly path: string;
  readonly shape: OutputShape;
}

const evaluated = same('id', 'evaluation');

/** `names` with blanks between them. */
function byName(path: string, names: string): Declared {
  return { path, shape: { names: same(...names.split(' ')) } };
}

/** Declared paths by command. Source: CONTRACT.md §10; a grouped record's events fill what was one record's own. */
export const declared = {
  account: {
    path: 'CompromisedAccount',
    shape: {
      names: {
        ...evaluated,
        ...same('login', 'password', 'malware', 'threatActor', 'dropEmail', 'portalLink'),
        client: 'events.client',
        cnc: 'events.cnc',
        person: 'events.person',
        dateCompromised: 'events.dateCompromised',
        dateDetected: 'events.dateDetected',
      },
    },
  },
  breach: byName('DataBreach', 'id email leakName password uploadTime evaluation'),
  mule: byName('CompromisedMule', 'id account cnc dateAdd malware portalLink threatActor sourceType evaluation'),
  paymentDetail: byName(
    'CompromisedSPD',
    'id type value serviceType portalLink ownerName illegalScore events sources malware threatActor evaluation',
  ),
  gitLeak: {
    path: 'GitLeak',
    shape: {
      names: {
        ...evaluated,
        ...same('dateDetected', 'name', 'source'),
        matchesType: 'matchesTypes',
        repository: 'name',
      },
      tables: {
        revisions: {
          at: 'files',
          names: {
            file: 'name',
            fileDiff: 'revisions.data',
            'info.authorName': 'revisions.info.authorName',
            'info.authorEmail': 'revisions.info.authorEmail',
            'info.dateCreated': 'revisions.info.timestamp',
          },
        },
      },
    },
  },
  publicLeak: byName('PublicLeak', 'id created data hash linkList matches portalLink evaluation'),
  vulnerability: byName(
    'OSIVulnerability',
    'id affectedSoftware bulletinFamily cvss dateLastSeen datePublished description reporter title evaluation',
  ),
  ddos: byName('AttacksDDoS', 'id cnc target threatActor evaluation'),
  deface: byName('AttacksDeface', 'id date targetIp threatActor url evaluation'),
  threat: {
    path: 'Threat',
    shape: {
      names: {
        ...evaluated,
        ...same('contacts', 'countries', 'createdAt', 'cveList', 'dateFirstSeen', 'dateLastSeen', 'datePublished'),
        ...same('description', 'forumsAccounts', 'indicators', 'langs', 'malwareList', 'mitreMatrix', 'regions'),
        ...same('reportNumber', 'sectors', 'shortDescription', 'title', 'targetedCompany', 'sources'),
        ThreatActor: 'threatActor',
      },
    },
  },
  threatActor: byName(
    'ThreatActor',
    'id aliases country createdAt description goals isAPT labels langs name roles stat',
  ),
  torNode: byName('SuspiciousIPTorNode', 'id ipv4 evaluation'),
  openProxy: proxy('SuspiciousIPOpenProxy'),
  socksProxy: proxy('SuspiciousIPSocksProxy'),
  cnc: byName('MalwareCNC', 'id dateDetected dateLastSeen url domain ipv4 malwareList threatActor'),
} as const satisfies { readonly [name: string]: Declared };

/** The metadata has what a proxy is below its address; the record has it beside. */
function proxy(path: string): Declared {
  const names = { ...evaluated, ipv4: 'ipv4', 'ipv4.port': 'port', 'ipv4.source': 'source' };
  return { path, shape: { names: { ...names, 'ipv4.anonymous': 'anonymous' } } };
}

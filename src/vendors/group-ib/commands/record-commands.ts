import * as z from 'zod';
import type { Command } from '../../../domain/command.ts';
import type { Incident } from '../../../domain/incident.ts';
import { defineCommand } from '../../define-command.ts';
import type { GroupIbClient } from '../client.ts';
import type { Collection } from '../collection.ts';
import { collectionNamed } from '../collections.ts';
import type { CollectionName } from '../collections.ts';
import { placeOf } from '../place.ts';
import { addressArgument, booleanArgument, idArgument } from './arguments.ts';
import { declared } from './declared.ts';
import type { Declared } from './declared.ts';
import { findRecord } from './find-record.ts';
import { answerOf, outputsOf } from './record-answer.ts';

/** A command that shows one record. */
interface RecordCommand {
  /** Behind `gibti-get-` and before `-info`. */
  readonly name: string;
  readonly what: string;
  readonly collection: CollectionName;
  readonly example: string;
  readonly declared?: Declared;
  /** The name that the published client had before, `gibtia-…`, does not exist. */
  readonly isNew?: boolean;
}

/** Source: CONTRACT.md §10. */
const recordCommands: readonly RecordCommand[] = [
  {
    name: 'compromised-account',
    what: 'compromised account',
    collection: 'compromised/account_group',
    example: '96339c2618783a2ffd3fe3f0e855bc63b4890688',
    declared: declared.account,
  },
  {
    name: 'compromised-card-group',
    what: 'compromised bank card',
    collection: 'compromised/bank_card_group',
    example: '1a07ffa146409f1ed51675155b54b81a4257a742',
  },
  {
    name: 'compromised-masked-card',
    what: 'masked bank card',
    collection: 'compromised/masked_card',
    example: 'e66dbb9b2bdd55d5ecce174318060373f923c427',
    isNew: true,
  },
  {
    name: 'compromised-breached',
    what: 'breached record',
    collection: 'compromised/breached',
    example: '70b0f7b160866f3a5a351413ce898065',
    declared: declared.breach,
  },
  {
    name: 'compromised-mule',
    what: 'mule account',
    collection: 'compromised/mule',
    example: '50a3b4abbfca5dcbec9c8b3a110598f61ba93r33',
    declared: declared.mule,
  },
  {
    name: 'compromised-spd',
    what: 'suspicious payment detail',
    collection: 'compromised/spd',
    example: '5120a3b4abbfca5dcbed3ac9c8b3a110598f61',
    declared: declared.paymentDetail,
  },
  {
    name: 'osi-git-leak',
    what: 'leaked repository',
    collection: 'osi/git_repository',
    example: 'f201c253ac71f7d78db39fa111a2af9d7ee7a3f7',
    declared: declared.gitLeak,
  },
  {
    name: 'osi-public-leak',
    what: 'public leak',
    collection: 'osi/public_leak',
    example: '0083e0516cac929a5f5267f8f5ebebb77063f235',
    declared: declared.publicLeak,
  },
  {
    name: 'osi-vulnerability',
    what: 'vulnerability',
    collection: 'osi/vulnerability',
    example: 'CVE-2024-3400',
    declared: declared.vulnerability,
  },
  {
    name: 'attacks-ddos',
    what: 'DDoS attack',
    collection: 'attacks/ddos',
    example: '26a05baa4025edff367b058b13c6b43e820538a5',
    declared: declared.ddos,
  },
  {
    name: 'attacks-deface',
    what: 'defacement',
    collection: 'attacks/deface',
    example: '59695fabb1965600014bae7b',
    declared: declared.deface,
  },
  {
    name: 'phishing-group',
    what: 'phishing group',
    collection: 'attacks/phishing_group',
    example: 'f2a145de56f5c3767eaeaa2dc8baff69ed157f4a34659b0611bf2530e3d34257',
  },
  {
    name: 'phishing-kit',
    what: 'phishing kit',
    collection: 'attacks/phishing_kit',
    example: '044f3f2cb599228c1882884eb77eb073f68a25f2',
  },
  {
    name: 'suspicious-ip-tor-node',
    what: 'Tor exit node',
    collection: 'suspicious_ip/tor_node',
    example: '192.0.2.45',
    declared: declared.torNode,
  },
  {
    name: 'suspicious-ip-open-proxy',
    what: 'open proxy',
    collection: 'suspicious_ip/open_proxy',
    example: '192.0.2.45',
    declared: declared.openProxy,
  },
  {
    name: 'suspicious-ip-socks-proxy',
    what: 'SOCKS proxy',
    collection: 'suspicious_ip/socks_proxy',
    example: '192.0.2.45',
    declared: declared.socksProxy,
  },
  { name: 'suspicious-ip-vpn', what: 'VPN server', collection: 'suspicious_ip/vpn', example: '192.0.2.45' },
  { name: 'suspicious-ip-scanner', what: 'scanner', collection: 'suspicious_ip/scanner', example: '192.0.2.45' },
  {
    name: 'malware-cnc',
    what: 'C&C server',
    collection: 'malware/cnc',
    example: 'aeed277396e27e375d030a91533aa232444d0089',
    declared: declared.cnc,
  },
  {
    name: 'malware-malware',
    what: 'malware family',
    collection: 'malware/malware',
    example: '5a2b741f8593f88178623848573abc899f9157d4',
  },
];

/** A command for reports or profiles: one name for criminals (`hi/`) and nation-state actors (`apt/`). */
const actorCommands = [
  { name: 'threat', what: 'threat report', declared: declared.threat },
  { name: 'threat-actor', what: 'threat actor', declared: declared.threatActor },
] as const;

/** One command for each collection that shows a record by its id. */
export function showRecordCommands(client: GroupIbClient): readonly Command[] {
  return [
    ...recordCommands.map((one) => showRecord(client, one)),
    ...actorCommands.map((one) => showActorRecord(client, one)),
  ];
}

function showRecord(client: GroupIbClient, one: RecordCommand): Command {
  const collection = known(one.collection);
  const id = collection.kind === 'suspicious-ip' ? addressArgument : idArgument(one.example);
  return defineCommand({
    name: `gibti-get-${one.name}-info`,
    aliases: one.isNew === true ? [] : [`gibtia-get-${one.name}-info`],
    summary: `One ${one.what} of ${one.collection}, by its ID`,
    needs: 'read',
    args: z.object({ id }),
    outputs: outputsOf(collection, one.declared),
    fromIncident: (incident) => idIn(incident, [collection.name]) ?? {},
    run: async (args, { signal }) => {
      const record = await findRecord(client, { collection: collection.name, id: args.id, signal });
      return answerOf({ collection, id: args.id, record, declared: one.declared, portal: client.portal });
    },
  });
}

/** `isAPT` says where to look; published clients look nowhere, or always under `apt/` (CONTRACT.md §16, W18). */
function showActorRecord(client: GroupIbClient, one: (typeof actorCommands)[number]): Command {
  const of = { hi: known(`hi/${underscored(one.name)}`), apt: known(`apt/${underscored(one.name)}`) };
  return defineCommand({
    name: `gibti-get-${one.name}-info`,
    aliases: [`gibtia-get-${one.name}-info`],
    summary: `One ${one.what} of hi/${underscored(one.name)}, or of apt/${underscored(one.name)}, by its ID`,
    needs: 'read',
    args: z.object({
      id: idArgument('b7c5a2d4e1f0938475665748392011223344aabb'),
      isAPT: booleanArgument('isAPT')
        .default(false)
        .describe('Whether it is of a nation-state actor (apt/)')
        .meta({ kind: 'boolean' }),
    }),
    outputs: outputsOf(of.hi, one.declared),
    fromIncident: (incident) => {
      const id = idIn(incident, [of.hi.name, of.apt.name]);
      return id === undefined ? {} : { ...id, isAPT: String(incident.externalId.startsWith('apt/')) };
    },
    async run({ id, isAPT }, { signal }) {
      const collection = isAPT ? of.apt : of.hi;
      const record = await findRecord(client, { collection: collection.name, id, signal });
      return answerOf({ collection, id, record, declared: one.declared, portal: client.portal });
    },
  });
}

function underscored(name: 'threat' | 'threat-actor'): 'threat' | 'threat_actor' {
  return name === 'threat' ? 'threat' : 'threat_actor';
}

function idIn({ externalId }: Incident, names: readonly string[]): { readonly id: string } | undefined {
  const place = placeOf(externalId);
  return place !== undefined && names.includes(place.collection.name) ? { id: place.id } : undefined;
}

function known(name: CollectionName): Collection {
  const collection = collectionNamed(name);
  if (collection === undefined) throw new Error(`unknown collection: ${name}`);
  return collection;
}

import type { Kind } from '../collection.ts';
import type { Names, OutputShape } from './output-shape.ts';
import { same } from './output-shape.ts';

const places = {
  asn: 'asn',
  city: 'city',
  region: 'region',
  provider: 'provider',
  country_code: 'countryCode',
  country_name: 'countryName',
  ip: 'ip',
};

/** The parts of the address below `at`, each named by `nameOf`, in the words of the contract. */
function addressOf(at: string, nameOf: (underscored: string, vendors: string) => string): Names {
  return Object.fromEntries(
    Object.entries(places).map(([words, field]) => [nameOf(words, field), `${at}.ipv4.${field}`]),
  );
}

/**
 * What the published client calls the fields of a record. A row has them beside the vendor's own names, so that nothing
 * of the record is lost. Source: CONTRACT.md §5.
 */
export const emitted: { readonly [kind in Kind]: OutputShape } = {
  account: {
    names: { name: 'login', source_type: 'sourceType' },
    tables: {
      events_table: {
        at: 'events',
        names: {
          cnc: 'cnc.cnc',
          asn: 'client.ipv4.asn',
          city: 'client.ipv4.city',
          region: 'client.ipv4.region',
          provider: 'client.ipv4.provider',
          countryCode: 'client.ipv4.countryCode',
          ip: 'client.ipv4.ip',
          malware: 'malware.name',
          threatActor: 'threatActor.name',
          ...same('dateDetected', 'dateCompromised'),
          phone: 'person.phone',
          name: 'person.name',
          email: 'person.email',
          address: 'person.address',
        },
      },
    },
  },
  'card-group': {
    names: {
      name: 'cardInfo.number',
      issuer: 'cardInfo.issuer.issuer',
      number: 'cardInfo.number',
      type: 'cardInfo.type',
      payment_system: 'cardInfo.system',
    },
    tables: {
      compromised_events: {
        at: 'events',
        names: {
          cvv: 'cardInfo.cvv',
          valid_thru_date: 'cardInfo.validThruDate',
          valid_thru: 'cardInfo.validThru',
          client_ip: 'client.ipv4.ip',
          cnc: 'cnc.cnc',
          cnc_ip: 'cnc.ipv4.ip',
          threat_actor_name: 'threatActor.name',
          date_compromised: 'dateCompromised',
          victim_phone: 'owner.phone',
          victim_name: 'owner.name',
          malware: 'malware.name',
        },
      },
    },
  },
  'masked-card': {
    names: {
      name: 'cardInfo.number',
      card_bin: 'cardInfo.bin',
      cvv: 'cardInfo.cvv',
      card_dump: 'cardInfo.dump',
      issuer_country_code: 'cardInfo.issuer.countryCode',
      issuer_country_name: 'cardInfo.issuer.countryName',
      issuer: 'cardInfo.issuer.issuer',
      number: 'cardInfo.number',
      card_pin: 'cardInfo.pin',
      payment_system: 'cardInfo.system',
      card_category: 'cardInfo.category',
      type: 'cardInfo.type',
      validThru: 'cardInfo.validThru',
      validThruDate: 'cardInfo.validThruDate',
      ...addressOf('client', (words) => `client_${words}`),
      cnc: 'cnc.cnc',
      cnc_domain: 'cnc.domain',
      cnc_url: 'cnc.url',
      ...addressOf('cnc', (words) => `cnc_${words}`),
      malware_name: 'malware.name',
      malware_id: 'malware.id',
      malware_stix_guid: 'malware.stixGuid',
      address: 'owner.address',
      owner_birthday: 'owner.birthday',
      owner_country_code: 'owner.countryCode',
      email: 'owner.email',
      owner_name: 'owner.name',
      owner_passport: 'owner.passport',
      phone: 'owner.phone',
      owner_state: 'owner.state',
      owner_tax_number: 'owner.taxNumber',
      owner_zip: 'owner.zip',
      owner_city: 'owner.city',
      price_currency: 'price.currency',
      price_value: 'price.value',
      threat_actor_name: 'threatActor.name',
      threat_actor_id: 'threatActor.id',
      threat_actor_stix_guid: 'threatActor.stixGuid',
      threat_actor_is_apt: 'threatActor.isAPT',
      threat_actor_country: 'threatActor.country',
    },
  },
  breach: { names: { name: 'id', passwords: 'password', emails: 'email', emailDomains: 'addInfo.emailDomain' } },
  mule: { names: { name: 'account' } },
  'payment-detail': {
    names: { name: 'type', value: 'value.value' },
    tables: {
      events: {
        at: 'events',
        names: {
          ...same('compromisedAt', 'detectedAt', 'illegalScore'),
          sourceName: 'source.name',
          sourceType: 'source.type',
          malwareId: 'malware.id',
          malwareName: 'malware.name',
          threatActorId: 'threatActor.id',
          threatActorName: 'threatActor.name',
        },
      },
    },
  },
  'git-leak': {
    names: { leaked_file_name: 'name' },
    tables: {
      files: {
        at: 'files',
        names: {
          file_id: 'id',
          file_name: 'name',
          hash: 'revisions.hash',
          ...same('dateCreated', 'dateDetected', 'url', 'dataFound'),
          authorName: 'revisions.info.authorName',
          authorEmail: 'revisions.info.authorEmail',
        },
      },
    },
  },
  'public-leak': { names: { name: 'hash' } },
  vulnerability: { names: { name: 'id' } },
  ddos: {
    names: {
      name: 'target.ipv4.ip',
      malwareName: 'malware.name',
      ...addressOf('target', (_words, field) => `target.${field}`),
    },
  },
  deface: { names: { name: 'url' } },
  'phishing-group': {
    names: {
      name: 'brand',
      phishing_urls: 'phishing.url',
      blocked: 'date.blocked',
      added: 'date.added',
      detected: 'date.detected',
      updated: 'date.updated',
    },
    tables: {
      phishing_ip: { at: 'ip', names: same('ip', 'countryCode', 'countryName', 'provider') },
      phishing_kit_table: { at: 'phishing.phishingKit', names: same('name', 'email') },
    },
  },
  'phishing-kit': { names: { name: 'hash' } },
  'suspicious-ip': { names: { name: 'id' } },
  cnc: { names: { name: 'cnc' } },
  malware: { names: { malware_name: 'name' } },
  threat: { names: { name: 'threatActor.name' } },
  'threat-actor': {
    names: {
      threat_actor_name: 'name',
      expertise: 'stat.expertise',
      regions: 'stat.regions',
      sectors: 'stat.sectors',
      malware: 'stat.malware',
      cve: 'stat.cve',
      dateFirstSeen: 'stat.dateFirstSeen',
      dateLastSeen: 'stat.dateLastSeen',
    },
    tables: {
      reports: { at: 'stat.reports', names: { id: 'id', name: 'name.en', datePublished: 'datePublished' } },
    },
  },
};

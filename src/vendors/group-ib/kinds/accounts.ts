import { textAt, textsAt } from '../json-path.ts';
import { cncIndicators, field, joined, lastFour, none, table } from './kind.ts';
import type { KindSpec } from './kind.ts';

/** Credentials of one account, with all events in which they were seen. Source: CONTRACT.md §5.1. */
export const account: KindSpec = {
  name: (record) => {
    const place = textAt(record, 'service.domain') ?? textAt(record, 'service.ip') ?? textAt(record, 'service.url');
    return joined(' at ', textAt(record, 'login'), place);
  },
  description: none,
  facts: [
    field('Login', 'login'),
    field('Password', 'password'),
    field('Service', 'service.url'),
    field('Service IP', 'service.ip'),
    field('Login domain', 'parsedLogin.domain'),
    field('Events', 'eventCount'),
    field('Last compromised', 'dateLastCompromised', 'date'),
    field('First compromised', 'dateFirstCompromised', 'date'),
    field('Malware', 'malware.name'),
    field('Threat actor', 'threatActor.name'),
    field('Source type', 'sourceType'),
    field('First seen', 'dateFirstSeen', 'date'),
    field('Last seen', 'dateLastSeen', 'date'),
    field('Login IP', 'parsedLogin.ip'),
    field('Port', 'port'),
  ],
  tables: [
    table('Compromised events', 'events', [
      field('Compromised', 'dateCompromised', 'date'),
      field('Detected', 'dateDetected', 'date'),
      field('Client IP', 'client.ipv4.ip'),
      field('Malware', 'malware.name'),
      field('CNC', 'cnc.cnc'),
      field('CNC IP', 'cnc.ipv4.ip'),
      field('Country', 'client.ipv4.countryCode'),
      field('City', 'client.ipv4.city'),
      field('Region', 'client.ipv4.region'),
      field('ASN', 'client.ipv4.asn'),
      field('Provider', 'client.ipv4.provider'),
      field('Threat actor', 'threatActor.name'),
      field('Source', 'source.type'),
      field('Person', 'person.name'),
      field('E-mail', 'person.email'),
      field('Phone', 'person.phone'),
      field('Address', 'person.address'),
    ]),
  ],
  indicators: cncIndicators('events.cnc'),
  assets: ['service.domain', 'service.host', 'parsedLogin.domain'],
  tags: ['malware.name', 'threatActor.name', 'sourceType'],
  sensitive: ['password', 'events.person', 'events.additionalData'],
};

/** A record of a public breach; its addresses belong to people. Source: CONTRACT.md §5.4. */
export const breach: KindSpec = {
  name: (record) => {
    const domains = textsAt(record, 'addInfo.emailDomain');
    const told = domains.length === 0 ? undefined : domains.slice(0, 3).join(', ');
    return joined(', ', textAt(record, 'leakName'), told);
  },
  description: (record) => textAt(record, 'description'),
  facts: [
    field('Leak', 'leakName'),
    field('E-mail domains', 'addInfo.emailDomain'),
    field('Passwords', 'password'),
    field('E-mails', 'email'),
    field('Leak published', 'leakPublished', 'date'),
    field('Uploaded', 'uploadTime', 'date'),
    field('Updated', 'updateTime', 'date'),
    field('Threat actor', 'taName'),
    field('Downloads', 'downloadLinkList', 'count'),
  ],
  tables: [],
  indicators: [],
  assets: ['addInfo.emailDomain'],
  tags: ['leakName', 'taName'],
  sensitive: ['email', 'password', 'downloadLinkList'],
};

/** An account that stolen money is moved through. Source: CONTRACT.md §5.5. */
export const mule: KindSpec = {
  name: (record) => {
    const four = lastFour(textAt(record, 'account'));
    const ending = four === undefined ? 'account' : `account ending in ${four}`;
    return joined(', ', ending, textAt(record, 'organization.name'));
  },
  description: (record) => textAt(record, 'info'),
  facts: [
    field('Account', 'account'),
    field('Mule type', 'type'),
    field('Organization', 'organization.name'),
    field('BIC', 'organization.bic'),
    field('BSB', 'organization.bsb'),
    field('SWIFT', 'organization.swift'),
    field('IBAN', 'organization.iban'),
    field('CLABE', 'organization.clabe'),
    field('Incident', 'dateIncident', 'date'),
    field('Added', 'dateAdd', 'date'),
    field('Threat actor', 'threatActor.name'),
    field('Malware', 'malware.name'),
    field('CNC', 'cnc.cnc'),
    field('Source type', 'sourceType'),
    field('Data hash', 'hash'),
  ],
  tables: [
    table('Person', 'person', [
      field('Name', 'name'),
      field('E-mail', 'email'),
      field('Phone', 'phone'),
      field('Address', 'address'),
      field('Country', 'countryCode'),
    ]),
  ],
  indicators: cncIndicators('cnc'),
  assets: ['organization.name'],
  tags: ['type', 'malware.name', 'threatActor.name'],
  sensitive: ['account', 'person', 'organization.iban', 'organization.clabe', 'operatorClabe'],
};

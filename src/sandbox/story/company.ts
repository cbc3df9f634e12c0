/**
 * The company that the story happens to, and the people around it. Everything is invented: names end in `.example`
 * (RFC 2606), addresses are those of RFC 5737 and RFC 3849, network numbers those of RFC 5398.
 */
export const COMPANY = 'Larkfield Bank';
export const DOMAIN = 'larkfield.example';

export interface Asset {
  readonly host: string;
  readonly address: string;
  readonly role: string;
  /** Whose product runs on it, by the names of the CVE list. */
  readonly vendor?: string;
  /** What a scan would find open that should not be. */
  readonly exposed: { readonly port: string; readonly what: string; readonly severity: 'Low' | 'Medium' | 'High' };
}

export const ASSETS: readonly Asset[] = [
  {
    host: 'portal.larkfield.example',
    address: '203.0.113.10',
    role: 'retail online banking',
    vendor: 'orbitcms_project',
    exposed: {
      port: 'TCP 8443',
      what: 'the administration console of the content system, behind a plain password form',
      severity: 'Medium',
    },
  },
  {
    host: 'vpn.larkfield.example',
    address: '203.0.113.21',
    role: 'remote access for staff',
    vendor: 'fenwick_networks',
    exposed: { port: 'TCP 4443', what: 'the management interface of the gateway', severity: 'High' },
  },
  {
    host: 'mail.larkfield.example',
    address: '203.0.113.25',
    role: 'mail gateway',
    exposed: { port: 'TCP 110', what: 'POP3 without TLS', severity: 'Low' },
  },
  {
    host: 'api.larkfield.example',
    address: '203.0.113.34',
    role: 'partner interface',
    exposed: {
      port: 'TCP 9200',
      what: 'a search index that lists its indices (`payments-log-*`) to anybody',
      severity: 'High',
    },
  },
  {
    host: 'files.larkfield.example',
    address: '203.0.113.47',
    role: 'managed file transfer',
    vendor: 'examplesoft',
    exposed: { port: 'TCP 22', what: 'SSH with password sign-in allowed', severity: 'Low' },
  },
  {
    host: 'tickets.larkfield.example',
    address: '203.0.113.58',
    role: 'ticket system of the development teams',
    exposed: {
      port: 'TCP 8080',
      what: 'the sign-in page over plain HTTP, beside the usual HTTPS one',
      severity: 'Low',
    },
  },
  {
    host: 'db-stage-02.larkfield.example',
    address: '203.0.113.77',
    role: 'staging database',
    vendor: 'tallowdb',
    exposed: { port: 'TCP 5432', what: 'a database that gives its version before any sign-in', severity: 'Medium' },
  },
  {
    host: 'win-build-03.larkfield.example',
    address: '203.0.113.90',
    role: 'build server',
    exposed: { port: 'TCP 3389', what: 'remote desktop with network level authentication off', severity: 'High' },
  },
  {
    host: 'branch-gw-114.larkfield.example',
    address: '203.0.113.114',
    role: 'gateway of the harbour branch',
    vendor: 'fenwick_networks',
    exposed: { port: 'UDP 161', what: 'SNMP with the community string "public"', severity: 'Medium' },
  },
  {
    host: 'careers.larkfield.example',
    address: '2001:db8:40::17',
    role: 'recruiting site, run by a contractor',
    vendor: 'orbitcms_project',
    exposed: { port: 'TCP 21', what: 'FTP with an anonymous listing of uploaded applications', severity: 'High' },
  },
];

export interface Person {
  readonly name: string;
  readonly mail: string;
  readonly job: string;
}

export const STAFF: readonly Person[] = [
  { name: 'Amara Okafor', mail: 'a.okafor@larkfield.example', job: 'branch operations' },
  { name: 'Jonas Lind', mail: 'j.lind@larkfield.example', job: 'treasury' },
  { name: 'Ingrid Solheim', mail: 'i.solheim@larkfield.example', job: 'chief financial officer' },
  { name: 'Mateo Ruiz', mail: 'm.ruiz@larkfield.example', job: 'card services' },
  { name: 'Priya Raman', mail: 'p.raman@larkfield.example', job: 'platform engineering' },
  { name: 'Tomasz Zielak', mail: 't.zielak@larkfield.example', job: 'database administration' },
  { name: 'Chloe Marchetti', mail: 'c.marchetti@larkfield.example', job: 'customer support' },
  { name: 'Bjarne Holt', mail: 'b.holt@larkfield.example', job: 'procurement' },
  { name: 'Yuki Tanabe', mail: 'y.tanabe@larkfield.example', job: 'mobile development' },
  { name: 'Samir Haddan', mail: 's.haddan@larkfield.example', job: 'chief executive' },
];

export const PASSWORDS: readonly string[] = [
  'Summer2026!',
  'Larkfield#1',
  'Winter2025#',
  'ingrid1974',
  'P@rking-Lot7',
  'Qwerty!2345',
  'harbour_branch_114',
  'Correct&Horse<9>',
];

export const HOSTERS: readonly string[] = [
  'Example Hosting Ltd (AS64500)',
  'Sample Cloud BV (AS64505)',
  'Demo Colocation (AS64510)',
  'Placeholder Networks (AS64497)',
];

export const SELLERS: readonly string[] = [
  'tin_sparrow',
  'null_orchard',
  'greywharf',
  'm0thlight',
  'q*vist',
  'ash_`72`',
];
export const MARKETS: readonly string[] = ['Copperlane market', 'Bazaar Nine', 'the Lantern forum'];
export const STEALERS: readonly string[] = ['Thimble', 'RustPail', 'Larder'];
export const RANSOMWARE_GROUPS: readonly string[] = ['Saltmarsh', 'Kestrel Vault', 'Paper Anchor'];

/** Vendors of the CVE list; the company subscribes to the first four. */
export const PRODUCTS: { readonly [vendor: string]: readonly string[] } = {
  examplesoft: ['transfer_suite', 'transfer_suite_cloud', 'identity_hub'],
  fenwick_networks: ['edge_gateway', 'edge_gateway_firmware', 'branch_router'],
  orbitcms_project: ['orbitcms', 'orbitcms_forms'],
  tallowdb: ['tallowdb', 'tallowdb_operator'],
  quillmail: ['quillmail_server', 'quillmail_webmail'],
  haycart: ['haycart_shop', 'haycart_payments'],
  lumenpath: ['camera_firmware', 'nvr'],
  otherexample: ['widget_sdk', 'widget_gateway'],
  pebble_project: ['pebble', 'pebble_parser'],
  stavework: ['stavework_print_server'],
};

/** How people write the product that the list calls `fenwick_networks` `edge_gateway`. */
export function productName(vendor: string, product: string): string {
  const maker = vendor.replace(/_project$/, '');
  const words = product.startsWith(maker) ? product : `${maker}_${product}`;
  return words.replace(/(^|_)(.)/g, (_match, gap: string, letter: string) => (gap ? ' ' : '') + letter.toUpperCase());
}

export const SUBSCRIBED_VENDORS = ['examplesoft', 'fenwick_networks', 'orbitcms_project', 'tallowdb'];
export const CUSTOMERS = {
  'Larkfield Bank': SUBSCRIBED_VENDORS,
  'Larkfield Leasing': ['quillmail', 'haycart'],
  'Harbour Insurance': ['lumenpath'],
};

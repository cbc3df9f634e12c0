/** The vendor's own words, as its fixtures have them. Source: CONTRACT.md §4.2, §4.4, §12. */

export const SEVERITIES = ['High', 'Medium', 'Low'] as const;
export const NETWORK_TYPES = ['ClearWeb', 'DarkWeb'] as const;

/** Sub-types by type of alert. */
export const ALERT_TYPES: { readonly [type: string]: readonly string[] } = {
  ExploitableData: words(`
    VulnerabilityInTechnologyInUse DNSZoneTransferEnabled UnmaintainedWebPage ProblemInSSL ProblemInSslCertificate
    OpenPorts SiteAccessibleByIPAddress InternalServiceExposed InternalLoginPageExposed UnencryptedLoginPage
    DirectoryListingExposed WebVulnerabilitiesPublished WebAppSecurity Ssl/TlsStrength EmailSecurity
    NetworkVulnerablilities NetworkSecurity DNSSecurity VulnerabilityInCompaniesApplication SummaryAlert
    VulnerabilityFromUsedTechnology
  `),
  AttackIndication: words(`
    CustomQueries IntelliFindQueries AttackedByBlackList AssetReportedAsMalicious IPAddressOnABlackList Regex
    EmailAddressReportedAsSpam Scam IRCHackerChat TelegramChat PhishingTargetList BlackMarket BotDataForSale
    CreditCardsForSale CompanyAssetsAreOfferedForDownload ContactsForSale AttackTargetList
    AssetsEmbeddedInMalwareCode Malware InsiderThreat AssetsWereHacked DDoSTargetList IndicationOfBeingHacked
    SummaryAlert
  `),
  Phishing: words(`
    SuspiciousEmailAddress RegisteredSuspiciousDomain CompanyPhishingWebsite PhishingWatch SummaryAlert
  `),
  BrandSecurity: words(`
    SuspiciousSocialMediaProfile BrandInfringement BrandReputation SummaryAlert
  `),
  DataLeakage: words(`
    SensitiveDataLeakedOnWikiLeaks PrivateDetailsLeakage LeakedEmailContent SecretProject RansomwareLeaks
    ConfidentialDocumentLeakage Doxing CredentialsLeakage CreditCardsLeaked ConfidentialInformationExposed
    ExposedMentionsOnGithub SensitiveDataLeaked SummaryAlert SupplyChainProtection
  `),
  vip: words(`
    CustomQueries IntelliFindQueries AttackedByBlackList AssetReportedAsMalicious IPAddressOnABlackList Regex
    VulnerabilityInTechnologyInUse DNSZoneTransferEnabled UnmaintainedWebPage ProblemInSSL ProblemInSslCertificate
    OpenPorts SensitiveDataLeakedOnWikiLeaks PrivateDetailsLeakage LeakedEmailContent EmailAddressReportedAsSpam
    SiteAccessibleByIPAddress InternalServiceExposed InternalLoginPageExposed UnencryptedLoginPage
    DirectoryListingExposed SuspiciousSocialMediaProfile Scam IRCHackerChat TelegramChat SecretProject
    PhishingTargetList WebVulnerabilitiesPublished BlackMarket BotDataForSale CreditCardsForSale
    ConfidentialDocumentLeakage CompanyAssetsAreOfferedForDownload ContactsForSale AttackTargetList Doxing
    AssetsEmbeddedInMalwareCode Malware InsiderThreat CredentialsLeakage CreditCardsLeaked AssetsWereHacked
    DDoSTargetList SuspiciousEmailAddress RegisteredSuspiciousDomain CompanyPhishingWebsite PhishingWatch
    WebAppSecurity Ssl/TlsStrength EmailSecurity VulnerabilityInCompaniesApplication ConfidentialInformationExposed
    ExposedMentionsOnGithub SensitiveDataLeaked IndicationOfBeingHacked BrandInfringement BrandReputation
    SummaryAlert TwitterChatter RansomwareLeaks SupplyChainProtection
  `),
};

/** Where alerts come from, in the spaced form. */
export const SOURCE_TYPES: readonly string[] = [
  'Application Store',
  'Cyber Security Blog',
  'Hacking News',
  'Cyber Crime Forum',
  'Hacktivism Forum',
  'Social Media',
  'Facebook',
  'Twitter',
  'LinkedIn',
  'Google Plus',
  'VK',
  'Vimeo',
  'YouTube',
  'IRC Channel',
  'IOC Block List',
  'Credit Card Black Market',
  'Paste Site',
  'Data Leakage Website',
  'Leaked Database',
  'File Sharing Website',
  'Gray Hat Website',
  'Black Market',
  'WHOIS servers',
  'Company Website',
  'Wikileaks',
  'Pinterest',
  'Tumblr',
  'Instagram',
  'Telegram',
  'Webmail',
  'Malware Analysis',
  'Firehol',
  'VRA',
  'Other',
];

/** The values of the `sourceType` filter, and what falls under them. `Others` is all the rest. */
export const SOURCE_GROUPS: { readonly [group: string]: readonly string[] } = {
  ApplicationStores: ['Application Store'],
  BlackMarkets: ['Black Market', 'Credit Card Black Market'],
  HackingForums: ['Hacking News', 'Cyber Crime Forum', 'Hacktivism Forum'],
  SocialMedia: [
    'Social Media',
    'Facebook',
    'Twitter',
    'LinkedIn',
    'Google Plus',
    'VK',
    'Vimeo',
    'YouTube',
    'Pinterest',
    'Tumblr',
    'Instagram',
  ],
  PasteSites: ['Paste Site'],
};

export const ASSET_TYPES: readonly string[] = words(`
    Domains IpAddresses DlpIndicators Applications SocialMediaOfficialPages CompanyNames BrandNames SecretProjects
    Sectors CountriesOfActivity LoginPages TechnologiesInUse SupplyChainCompanyNames CustomQueries BlackList BIN
    RoutingNumbers SwiftCodes GithubQueries CodeMentions GitPublicRepositories PatentDrugs BrandNameDrugs VipNames
    VipEmails
`);

export const CLOSE_REASONS = [
  'ProblemSolved',
  'InformationalOnly',
  'ProblemWeAreAlreadyAwareOf',
  'CompanyOwnedDomain',
  'LegitimateApplication/Profile',
  'NotRelatedToMyCompany',
  'FalsePositive',
  'Other',
] as const;

/** Kinds of indicators everywhere but on an alert's blocklist. */
export const IOC_TYPES = ['Domains', 'Urls', 'IpAddresses', 'Hashes', 'Emails'] as const;
/** Kinds of indicators on an alert's blocklist. */
export const BLOCKLIST_TYPES = ['Domains', 'URLs', 'IPs', 'EmailAddresses'] as const;

export const KILL_CHAIN_PHASES = [
  'Reconnaissance',
  'Weaponization',
  'Delivery',
  'Exploitation',
  'Installation',
  'CommandandControl',
  'ActionsonObjective',
] as const;

export const MENTION_SOURCES = [
  'SocialMedia',
  'PasteSite',
  'HackingForum',
  'InstantMessage',
  'BlackMarket',
  'CyberSecurityBlog',
  'WebPage',
] as const;

/** The `sourceType` under which the filter finds an alert of this source. */
export function sourceGroupOf(sourceType: unknown): string {
  const found = Object.entries(SOURCE_GROUPS).find(([, types]) => types.some((type) => type === sourceType));
  return found?.[0] ?? 'Others';
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export interface Scenario {
  readonly Type: string;
  readonly SubType: string;
  readonly Scenario: string;
  readonly Description?: string;
}

/** What `scenario-relations` lists: type, sub-type, scenario, then its description, which can be absent. */
export const SCENARIOS: readonly Scenario[] = parse(String.raw`
AttackIndication AssetReportedAsMalicious ACompanyEmailAddressReportedAsMalicious A company email address reported as spamming
AttackIndication AssetsEmbeddedInMalwareCode CompanyDomainIsEmbeddedInAMalwareCode A company domain name is embedded in malware code
AttackIndication AssetsEmbeddedInMalwareCode VirusTotalReferrer A company domain name is embedded in malware code
AttackIndication AssetsWereHacked HackedIndication Indication of scam or attack
AttackIndication AssetsWereHacked HackedIndicationMedia Company assets targeted in a campaign
AttackIndication AssetsWereHacked IndicationOfScamIntentInvolvingTheCompanySector Indication of scam intent involving the company sector/region
AttackIndication AssetsWereHacked WebsiteDefacement A company website reported as defaced
AttackIndication AssetsWereHacked ZoneH A company website reported as defaced
AttackIndication AttackTargetList AnIntentionToHackTheCompanyWebsite An intent to hack the company website
AttackIndication AttackTargetList CardableWebsitesTargetList A company website reported as cardable
AttackIndication AttackTargetList CompanyTargetIsOnAanCampaignTargetList A company asset listed on a target list
AttackIndication AttackedByBlackList Blacklist A blacklist containing company asset
AttackIndication BlackMarket AHackingToolTargetingTheCompany A hacking tool targeting the company
AttackIndication BlackMarket AnAttemptToRecruitACompanyInsider An attempt to recruit a company insider
AttackIndication BlackMarket AnInsiderOfferingCompanyInformationForSale An insider offering company information for sale
AttackIndication BlackMarket BlackMarkets A company product is offered for sale on the black market
AttackIndication BlackMarket CompanyAccountsAreOfferedForSaleOnTheBlackMarket Company accounts with credit balance offered for sale
AttackIndication BlackMarket CompanyGiftCardsOfferedForSale Company gift cards offered for sale
AttackIndication BlackMarket CreditCardDumpOfferedForSale Credit card dump offered for sale
AttackIndication BlackMarket CreditCardForSale The details of a company active credit card offered for sale
AttackIndication BlackMarket IntellectualPropertyRelatedToCompanySectorOfferedForSaleOrDownload Intellectual Property related to company sector/region offered for sale or download
AttackIndication BlackMarket MuleAccounts Company accounts suspected as Mule Accounts
AttackIndication BlackMarket PhishingKitForSale Phishing Kit for sale
AttackIndication BlackMarket ProxySocksServersConnectedToTheCompanyAreOfferedForSale Proxy/Socks servers connected to the company are offered for sale
AttackIndication BlackMarket ServersForSale RDP servers connected to the company are offered for sale
AttackIndication BlackMarket ThreateningProduct Company product offered for sale illegitimately
AttackIndication BlackMarket ToolsForHackingCompanyUserAccountsOfferedForSale Tools for hacking company user accounts offered for sale
AttackIndication BlackMarket Xdedic
AttackIndication BotDataForSale GenesisBot Company related credentials offered for sale
AttackIndication CreditCardsForSale CreditCardsForSale Credit cards for sale
AttackIndication CustomQueries CustomQueryMatched
AttackIndication IPAddressOnABlackList CompanyIpAddressWasAbused Company IP address was abused
AttackIndication IRCHackerChat IrcConversation
AttackIndication IntelliFindQueries IntelliFindQueries IntelliFind Queries
AttackIndication Malware HybridAnalysis A company domain name is embedded in malware code
AttackIndication Malware PotentialMalwareDetectedOnCompanyWebsiteURL Indication of company website infection
AttackIndication Malware UnauthorizedBrandUse Unauthorized Brand Use
AttackIndication Malware VirusTotalTargeted A company domain name is embedded in malware code
AttackIndication Malware VirusTracker A company asset communicating with a C&C server
AttackIndication Malware VulnerabilityOrMalwareRelatedToCompanySectorDetected Vulnerability or malware related to company sector/region detected
AttackIndication PhishingTargetList TargetList
AttackIndication Scam SuspiciousJobOffer Attempted job scam using company-associated identity
BrandSecurity BrandReputation ANegativeUseOfCompanyName A negative use of the company's name was found
BrandSecurity SuspiciousSocialMediaProfile FakeProfile Unauthorized use of company trademark on a social media profile
BrandSecurity SuspiciousSocialMediaProfile LinkedInProfileImpersonatingKeyCompanyEmployee LinkedIn profile impersonating key company employee
BrandSecurity SuspiciousSocialMediaProfile TwitterUnauthorizedAccount Twitter unauthorized account
BrandSecurity TwitterChatter TwitterChatter A tweet mentioned a company asset
DataLeakage ConfidentialDocumentLeakage ConfidentialDoc Company confidential documents leaked
DataLeakage ConfidentialDocumentLeakage ConfidentialDocuments Confidential Documents
DataLeakage ConfidentialDocumentLeakage DlpIndicator
DataLeakage CredentialsLeakage CompanyDBWasDetected Company database leaked
DataLeakage CredentialsLeakage CredentialsLeakage Company employee credentials leaked from a 3rd party service
DataLeakage CredentialsLeakage GithubCredentials Company internal servers credentials leaked
DataLeakage CredentialsLeakage LeakedDataFromACompanyDomain Company employee credentials leaked from a 3rd party service
DataLeakage CredentialsLeakage LeakedDatabase
DataLeakage CreditCardsLeaked BinRegexMatched Details of a company active credit card were leaked
DataLeakage CreditCardsLeaked DarkWebCompanyCreditCardDetailsLeakedExpired The details of a company expired credit card were leaked
DataLeakage LeakedEmailContent EmailCorrespondence Company email contents leaked
DataLeakage PrivateDetailsLeakage PersonallyIdentifiableInformation Company executive SSN leaked
DataLeakage PrivateDetailsLeakage PrivateDetailsLeakage Company employee private details leaked
DataLeakage RansomwareLeaks CompanyRelatedFilesOrFoldersWereFoundInARansomwareLeak Company related files or folders were found in a ransomware leak
DataLeakage SensitiveDataLeaked CompanysSecretIsExposedPubliclyOnGitHub Company's secret is exposed publicly on GitHub
DataLeakage SensitiveDataLeakedOnWikiLeaks WikiLeaks Company sensitive data leaked
ExploitableData DNSZoneTransferEnabled DnsZoneTransfer Company DNS servers have AXFR transfer enabled
ExploitableData DirectoryListingExposed DirectoryListing A company domain with directory listing publicly exposed
ExploitableData InternalLoginPageExposed CompanyInternalServicePublickyExposed Company Internal service publicly exposed
ExploitableData InternalLoginPageExposed InternalLoginPage A company internal login page is accessible outside of the organization
ExploitableData InternalLoginPageExposed OldInternalLoginPageIsExposedPublicly Old internal login page is exposed publicly
ExploitableData InternalLoginPageExposed UnencryptedInternalLoginPageIsExposedPublicly Unencrypted internal company login page
ExploitableData InternalServiceExposed 3rdPartyROBOT A company domain is vulnerable to ROBOT
ExploitableData InternalServiceExposed DeveloperServersPubliclyExposed A company development environment publicly exposed
ExploitableData InternalServiceExposed IpDomainScanned Public scan report containing company assets
ExploitableData InternalServiceExposed OldAndUnmaintainedWebsiteIsExposedPublicly Old and unmaintained website is exposed publicly
ExploitableData NetworkSecurity ExposedServices Exposed Services
ExploitableData OpenPorts DatabaseManagementPortsExposed Open ports on company databases
ExploitableData UnencryptedLoginPage UnsafeLoginPage Unencrypted login page
ExploitableData UnmaintainedWebPage WebsiteInternalError
ExploitableData VulnerabilityInTechnologyInUse ProblemsInACompanyDomainsDNSRecordsWereDetected A problem in the company DNS server
ExploitableData VulnerabilityInTechnologyInUse TechnologiesInUse A vulnerability In company's technology in use was detected
ExploitableData VulnerabilityInTechnologyInUse VulnerabilityInTheCompanyApplicationDetected Vulnerability in the company application detected
ExploitableData WebVulnerabilitiesPublished 3rdPartyCipherSuits A company domain supports non-compliant cipher-suites
ExploitableData WebVulnerabilitiesPublished AssetOfferedOnTelegram A company’s asset is offered on a suspicious Telegram group
ExploitableData WebVulnerabilitiesPublished CompanyWordpressUserListPubliclyAccessible Company domain's WordPress user list is publicly accessible
ExploitableData WebVulnerabilitiesPublished SSLCertificateExpiresSoon A company domain SSL certificate has expired
ExploitableData WebVulnerabilitiesPublished SqlInjection A company domain vulnerable to SQL injection
ExploitableData WebVulnerabilitiesPublished VulnerabilityPost
ExploitableData WebVulnerabilitiesPublished VulnerabilityPostMedia
ExploitableData WebVulnerabilitiesPublished VulnerableService
ExploitableData WebVulnerabilitiesPublished XSSVulnerabilityInTheCompanyWebsiteWasPublished A company website vulnerable to XSS attacks
Phishing CompanyPhishingWebsite PhishingWebsites Phishing Websites
Phishing CompanyPhishingWebsite Phishtank Company Phishing Website
Phishing CompanyPhishingWebsite PotentialPhishingWebsite Potential Phishing Website
Phishing PhishingWatch PhishingWatch Phishing Watch
Phishing RegisteredSuspiciousDomain SuspectedPhishingDomain Suspected Phishing Domain
Phishing SuspiciousEmailAddress FakeCompanyEmail Potential Phishing Email
vip AttackTargetList ACompanyExecutiveIsMentionedOnATargetList A company executive is mentioned on a target list
vip BlackMarket VIPPIIOnSale A company executive PII offered for sale
vip Scam CompanyExecutiveLoginCredentialsLeaked Company executive login credentials leaked
vip SuspiciousSocialMediaProfile VIPSuspiciousLinkedInAccountWithLinkToRealAccount Company executive suspicious social media profile
`);

function parse(text: string): readonly Scenario[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [Type = '', SubType = '', Scenario = '', ...words] = line.split(' ');
      return { Type, SubType, Scenario, ...(words.length > 0 && { Description: words.join(' ') }) };
    });
}

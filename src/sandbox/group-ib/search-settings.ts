/** What can be searched in a collection, as its pages advertise it. */
interface SearchSettings {
  readonly tags: readonly string[];
  readonly fields: readonly string[];
  readonly sorts?: readonly string[];
}

/** Tags that every collection takes. Source: CONTRACT.md §2.1. */
export const COMMON_TAGS = ['id', 'ip', 'domain', 'email', 'hash'];

/** As captured; the other collections advertise nothing. Source: the fixtures beside CONTRACT.md. */
export const SEARCH_SETTINGS: { readonly [collection: string]: SearchSettings } = {
  'attacks/ddos': {
    tags: words(
      `target_ip_country_name target_category cnc_ip_country_name malware cybercrime_new cybercrime threat_actor company
       company_id type options target_ip target_domain id source`,
    ),
    fields: words(
      `target_ip ip target_domain domain target_domain.tree target_ip_country_name target_category cnc_ip
       cnc_ip_country_name malware type cybercrime cybercrime_new threat_actor seqUpdate source id`,
    ),
    sorts: ['last_seen', 'date_reg', 'seqUpdate'],
  },
  'attacks/phishing_kit': {
    tags: ['203051', 'options', 'target_brand'],
    fields: ['company', 'domain', 'has_connection_vars', 'target_brand'],
  },
  'compromised/account_group': {
    tags: words(
      `hr_cnc_country hr_victim_country victim_country victim_ip cnc_ip_country_name service_domain service_domain.tree
       service_ip login_domain login_domain.tree login_ip cnc_domain cnc_domain.tree cnc_ip threat_actor malware source
       source_type severity seqUpdate options few_events ip domain domain.tree id os_family os_details
       antivirus_software os_architecture system_locale stealer_build probable_corporate_access notification_id`,
    ),
    fields: words(
      `victim_country victim_ip cnc_ip_country_name threat_actor service_domain service_domain.tree service_ip
       login_domain login_domain.tree login_ip cnc_domain cnc_domain.tree cnc_ip malware source source_type severity
       seqUpdate event_count id login email ip domain domain.tree dateFirstCompromised dateLastCompromised host_hwid
       host_domain host_domain.tree host_pcname host_malware_path`,
    ),
    sorts: words('first_seen last_seen date_first_compromised date_last_compromised seqUpdate'),
  },
  'compromised/bank_card_group': {
    tags: words(
      `card_system card_type card_issuer malware source_type source owner_country_code is_masked is_dump is_expired
       company company_id bin severity options has_zip hasnt_filled_zip threat_actor seqUpdate few_events ip domain
       domain.tree notification_id id`,
    ),
    fields: words(
      `card_system card_type card_issuer malware cybercrime source_type source owner_country_code is_masked is_dump
       is_expired company company_id threat_actor cnc_domain cnc_domain.tree cnc_ip bin cardInfo.number severity
       seqUpdate event_count id ip domain domain.tree date_first_compromised date_last_compromised dateFirstCompromised
       dateLastCompromised`,
    ),
    sorts: words('first_seen last_seen date_first_compromised date_last_compromised seqUpdate'),
  },
  'compromised/mule': {
    tags: words(
      `id type operator threat_actor malware source severity options seqUpdate cnc_domain cnc_domain.tree cnc_ip
       notification_id`,
    ),
    fields: words(
      `account type operator threat_actor severity source malware id seqUpdate domain domain.tree ip cnc_domain
       cnc_domain.tree cnc_ip`,
    ),
    sorts: ['date_add', 'seqUpdate'],
  },
};

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/// The column names of the exports of CRMs and sales tools: what `fields: hubspot` and the like mean.
///
/// Titles are the names in pipeline files. `product` is what it is, `source` where the names are from; names are facts,
/// and there is no licence on them. A field's columns stand in the order in which the first that is there is taken.
/// `sign` holds names that only this export has, by which `fields: auto` knows it, and `other` names that look like a
/// lead field there and are none.
enum ExportPresetTable {
  static let text = """
    salesforce
      product: Salesforce: data exports by API name and reports by label; leads and contacts
      source: Salesforce Object Reference: Contact and Lead
      sign: SystemModstamp, Company / Account
      contact_id: Id, Contact ID, Lead ID
      full_name: Name, Full Name
      salutation: Salutation
      first_name: FirstName, First Name
      middle_name: MiddleName, Middle Name
      last_name: LastName, Last Name
      suffix: Suffix
      title: Title
      company_name: Account.Name, Account Name, Company, Company / Account
      website: Website
      email: Email
      phone: Phone, MobilePhone, Mobile
      country: MailingCountry, Mailing Country, Country
      updated_at: LastModifiedDate, Last Modified Date, SystemModstamp

    hubspot
      product: HubSpot: contacts by label, and by internal name
      source: HubSpot default contact properties; exports in public repositories
      sign: Record ID - Contact, hs_object_id, Marketing contact status
      contact_id: Record ID, Record ID - Contact, Contact ID, hs_object_id, vid
      salutation: Salutation
      first_name: First Name, firstname
      last_name: Last Name, lastname
      title: Job Title, jobtitle
      company_name: Company Name, Associated Company, company
      website: Website URL, website
      email: Email, Work email
      phone: Phone Number, phone, Mobile Phone Number, mobilephone
      linkedin_url: LinkedIn URL, hs_linkedin_url, LinkedIn Bio
      country: Country/Region, country
      language: Preferred language, hs_language
      updated_at: Last Modified Date, lastmodifieddate

    dynamics
      product: Microsoft Dynamics 365: Excel exports by label, and Dataverse by logical name; leads and contacts
      source: Dataverse table reference: contact and lead; exports in public repositories
      sign: (Do Not Modify) Contact, (Do Not Modify) Lead, (Do Not Modify) Row Checksum
      contact_id: (Do Not Modify) Contact, (Do Not Modify) Lead, contactid, leadid
      full_name: Full Name, fullname, Name
      salutation: Salutation
      first_name: First Name, firstname
      middle_name: Middle Name, middlename
      last_name: Last Name, lastname
      suffix: Suffix
      nickname: Nickname
      title: Job Title, jobtitle
      company_name: Company Name, companyname, parentcustomeridname
      website: Website, websiteurl
      email: Email, Email Address, emailaddress1
      phone: Business Phone, telephone1, Mobile Phone, mobilephone
      country: Address 1: Country/Region, Country/Region, address1_country
      updated_at: (Do Not Modify) Modified On, Modified On, modifiedon

    zoho
      product: Zoho CRM: leads and contacts
      source: Zoho CRM field names; exports in public repositories
      sign: Lead Owner.id, Contact Owner.id, Account Name.id
      contact_id: Record Id, Contact Id, Lead Id
      full_name: Full Name, Contact Name, Lead Name
      salutation: Salutation
      first_name: First Name
      last_name: Last Name
      title: Title, Designation
      company_name: Account Name, Company
      website: Website
      email: Email
      phone: Phone, Mobile
      country: Mailing Country, Country
      language: Language
      updated_at: Modified Time

    pipedrive
      product: Pipedrive: people, also beside their deals
      source: exports in public repositories
      sign: Person - Organization, Person - Email - Work, Person - Phone - Work
      contact_id: Person - ID, ID
      full_name: Person - Name, Name
      first_name: Person - First name, First name
      last_name: Person - Last name, Last name
      title: Person - Job title, Person - Title, Job title
      company_name: Person - Organization, Organization - Name, Organization
      website: Person - Website, Organization - Website
      email: Person - Email - Work, Person - Email, Person - Email - Other, Person - Email - Home, Email - Work, Email
      phone: Person - Phone - Work, Person - Phone - Mobile, Person - Phone, Person - Phone - Other, Phone - Work, \
    Phone - Mobile, Phone
      linkedin_url: Person - LinkedIn Page, Person - LinkedIn
      updated_at: Person - Update time, Update time

    sales_navigator
      product: LinkedIn Sales Navigator lists, as PhantomBuster and Evaboot export them
      source: exports in public repositories
      sign: defaultProfileUrl, regularCompanyUrl, Linkedin URL Unique ID, Linkedin URL Public
      other: companyUrl, regularCompanyUrl, Location, query
      full_name: fullName, Full Name, name
      first_name: firstName, First Name
      last_name: lastName, Last Name
      title: title, Current Job
      company_name: companyName, Company Name
      company_domain: Company Domain
      website: Company Website URL
      email: Email
      phone: Phone
      linkedin_url: Linkedin URL Public, linkedInProfileUrl, defaultProfileUrl, LinkedIn URL, profileUrl, \
    Linkedin URL Unique ID

    linkedin
      product: LinkedIn: Connections.csv of a member's own data
      source: exports in public repositories
      sign: Connected On
      first_name: First Name
      last_name: Last Name
      title: Position
      company_name: Company
      email: Email Address
      linkedin_url: URL

    apollo
      product: Apollo: people
      source: exports in public repositories
      sign: Apollo Contact Id, Company Name for Emails, Apollo Account Id
      contact_id: Apollo Contact Id, Apollo Record Id
      first_name: First Name
      last_name: Last Name
      title: Title
      company_name: Company Name, Company, Company Name for Emails
      website: Website
      email: Email
      phone: Work Direct Phone, Mobile Phone, Other Phone, Home Phone, Corporate Phone, Company Phone
      linkedin_url: Person Linkedin Url
      country: Country

    outreach
      product: Outreach: prospects, by API attribute and by label
      source: Outreach API reference: prospect
      contact_id: id, Prospect ID
      full_name: name
      first_name: firstName, First Name
      middle_name: middleName
      last_name: lastName, Last Name
      nickname: nickname
      title: title, occupation
      company_name: company, Account
      website: websiteUrl1
      email: emails, Email
      phone: workPhones, mobilePhones, Work Phone, Mobile Phone
      linkedin_url: linkedInUrl, LinkedIn URL
      country: addressCountry, Country
      language: preferredLanguage
      updated_at: updatedAt

    salesloft
      product: Salesloft: people, by API attribute and by label
      source: Salesloft API reference: people
      sign: person_company_name, person_company_website
      contact_id: id
      full_name: display_name
      first_name: first_name
      last_name: last_name
      title: title
      company_name: person_company_name, company_name, Company
      website: person_company_website
      email: email_address, Email
      phone: phone, mobile_phone
      linkedin_url: linkedin_url
      country: country, work_country
      language: locale
      updated_at: updated_at

    zoominfo
      product: ZoomInfo: contacts
      source: exports in public repositories
      sign: ZoomInfo Contact ID, ZoomInfo Contact Profile URL
      contact_id: ZoomInfo Contact ID
      salutation: Salutation
      first_name: First Name
      middle_name: Middle Name
      last_name: Last Name
      suffix: Suffix
      title: Job Title
      company_name: Company Name
      website: Website
      email: Email Address
      phone: Direct Phone Number, Mobile phone, Company HQ Phone
      linkedin_url: LinkedIn Contact Profile URL
      country: Country, Person Country

    seamless
      product: Seamless.AI: contacts
      source: exports in public repositories
      sign: Contact LI Profile URL, Company Name - Cleaned
      first_name: First Name
      last_name: Last Name
      title: Title
      company_name: Company Name - Cleaned, Company Name
      website: Website
      email: Email 1
      phone: Contact Phone 1, Contact Mobile Phone
      linkedin_url: Contact LI Profile URL

    mailchimp
      product: Mailchimp: audiences
      source: Mailchimp help: about your exported audience fields
      sign: LEID, EUID
      contact_id: EUID, LEID
      first_name: First Name
      last_name: Last Name
      company_name: Company
      website: Website
      email: Email Address
      phone: Phone Number
      country: CC
      updated_at: LAST_CHANGED

    google_contacts
      product: Google Contacts: Google CSV, with the headings of before and after 2024
      source: exports in public repositories
      sign: E-mail 1 - Value, Phone 1 - Value
      full_name: Name, File As
      salutation: Name Prefix
      first_name: First Name, Given Name
      middle_name: Middle Name, Additional Name
      last_name: Last Name, Family Name
      suffix: Name Suffix
      nickname: Nickname
      title: Organization Title, Organization 1 - Title
      company_name: Organization Name, Organization 1 - Name
      website: Website 1 - Value
      email: E-mail 1 - Value
      phone: Phone 1 - Value
      country: Address 1 - Country

    outlook
      product: Microsoft Outlook: contacts, where Title is an honorific
      source: exports in public repositories
      sign: E-mail 2 Address, Company Main Phone
      other: Account
      salutation: Title
      first_name: First Name
      middle_name: Middle Name
      last_name: Last Name
      suffix: Suffix
      nickname: Nickname
      title: Job Title
      company_name: Company
      website: Web Page
      email: E-mail Address
      phone: Business Phone, Mobile Phone, Company Main Phone, Home Phone
      country: Business Country/Region, Business Country, Home Country/Region, Home Country

    """
}

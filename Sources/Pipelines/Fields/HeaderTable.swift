internal import PipelineModel

/// Column names by language, as CRMs, address books and spreadsheets show them there: what `fields: auto` understands.
///
/// The words are facts of the languages, collected for this table. A language is a line of its own; below it stand lead
/// fields with their names, and under `name` the words that can be the whole name, or what is missing of it beside the
/// other part (Spanish *nombre* beside *apellidos* is the first name). Where two languages disagree, the first here
/// wins. Left out are words that mean two fields in one language (German *Titel* is a degree or a job).
enum HeaderTable {
  static let text = """
    English
      contact_id: ID, Contact ID, Lead ID, Person ID, Prospect ID, Customer ID, Record ID, UID, UUID, External ID, \
    Contact identifier, CRM ID, Salesforce ID, HubSpot ID, Lead number, Contact number, Customer number
      full_name: Full name, Name, Contact name, Lead name, Person name, Display name, Contact full name, Whole name, \
    Contact person
      salutation: Salutation, Honorific, Honorific prefix, Name prefix, Prefix, Courtesy title
      first_name: First name, First, FName, Given name, Given, Forename, Contact first name, Lead first name, \
    Name given, Name first, Person first name
      middle_name: Middle name, Middle, Middle initial, Middle names, MName, Second name, Additional name, Name middle
      last_name: Last name, Last, LName, Surname, Family name, Family, Contact last name, Lead last name, Name family, \
    Name last, Person last name
      suffix: Suffix, Name suffix, Honorific suffix, Generational suffix, Post-nominals
      nickname: Nickname, Preferred name, Known as, Goes by, Alias
      title: Title, Job title, Position, Role, Job role, Job position, Designation, Occupation, Contact title, \
    Current title, Headline, Person title
      company_name: Company name, Company, Organisation, Organization, Organisation name, Organization name, Org, \
    Employer, Employer name, Account, Account name, Current company, Company legal name, Business, Business name, \
    Business account, Firm, Associated company, Primary company
      company_domain: Company domain, Domain, Company domain name, Email domain, Website domain, Organisation domain, \
    Organization domain, Account domain, Primary domain, Company website domain, Domain name
      website: Website, Web, Website URL, URL, Homepage, Company website, Company URL, Web page, Web address, Site, \
    Site URL, Account website, Organisation website, Organization website, Company website URL
      email: Email, Email address, Mail, Email ID, Work email, Business email, Email work, Primary email, \
    Contact email, Lead email, Email 1, Email address 1, Work email address, Professional email, Corporate email, \
    Company email, Personal email
      phone: Phone, Phone number, Telephone, Telephone number, Tel, Mobile, Mobile phone, Mobile number, \
    Mobile phone number, Cell, Cell phone, Cell phone number, Work phone, Business phone, Direct phone, Direct dial, \
    Primary phone, Contact phone, Lead phone, Phone 1, Telephone 1, Phone work, Work phone number
      linkedin_url: LinkedIn URL, LinkedIn, LinkedIn profile, LinkedIn profile URL, LinkedIn link, \
    Person LinkedIn URL, LinkedIn profile link, Contact LinkedIn URL, LI URL, LinkedIn public URL, LinkedIn page, \
    LinkedIn bio
      country: Country, Country code, Country name, Country/Region, Country or region, Mailing country, \
    Mailing country code, Billing country, Address country, Contact country, Person country
      language: Language, Preferred language, Language code, Locale, Lang, Contact language
      updated_at: Updated at, Updated, Updated date, Last updated, Last update, Last modified, Last modified date, \
    Last modified at, Modified, Modified at, Modified date, Modified on, Modified time, Updated on, Date updated, \
    Date modified, Last modification date, SystemModstamp
      company_legal_form: Legal form, Company legal form
      phone_extension: Phone extension, Extension, Phone ext, Ext
      phone_type: Phone type
      email_type: Email type
      email_suggestion: Email suggestion
      linkedin_type: LinkedIn type
      latin_name: Latin name, Romanized name, Romanised name

    German
      contact_id: Kontaktnummer, Kontakt-ID, Kundennummer, Kunden-ID, Datensatz-ID
      full_name: Vollständiger Name, Kontaktname, Ansprechpartner, Ansprechpartnerin
      salutation: Anrede
      first_name: Vorname, Rufname
      middle_name: Zweiter Vorname
      last_name: Nachname, Familienname, Zuname
      suffix: Namenszusatz
      nickname: Spitzname
      title: Berufsbezeichnung, Stellenbezeichnung, Funktion, Jobtitel, Positionsbezeichnung
      company_name: Firma, Firmenname, Unternehmen, Unternehmensname, Firmenbezeichnung, Arbeitgeber
      website: Webseite, Internetseite, Internetadresse, Firmenwebsite
      email: E-Mail-Adresse, Mailadresse, E-Mail geschäftlich, Geschäftliche E-Mail, Geschäftliche E-Mail-Adresse
      phone: Telefon, Telefonnummer, Telefon-Nr., Handy, Handynummer, Mobiltelefon, Mobil, Mobilnummer, Rufnummer, \
    Telefon geschäftlich, Festnetz, Durchwahl
      linkedin_url: LinkedIn-Profil
      country: Land, Länderkürzel, Ländercode, Land/Region
      language: Sprache
      updated_at: Geändert am, Zuletzt geändert, Zuletzt geändert am, Letzte Änderung, Aktualisiert am, Änderungsdatum
      company_legal_form: Rechtsform

    French
      contact_id: Identifiant, Numéro de contact, Numéro client
      full_name: Nom complet, Nom du contact, Nom et prénom, Prénom et nom, Nom prénom, Interlocuteur
      salutation: Civilité
      first_name: Prénom
      middle_name: Deuxième prénom
      last_name: Nom de famille
      nickname: Surnom
      title: Fonction, Poste, Intitulé du poste, Titre du poste
      company_name: Entreprise, Société, Nom de l'entreprise, Nom de la société, Raison sociale, Employeur
      website: Site web, Site internet, Site web de l'entreprise
      email: Adresse e-mail, Courriel, Adresse électronique, E-mail professionnel, Adresse mail, Adresse courriel
      phone: Téléphone, Numéro de téléphone, Téléphone portable, Téléphone mobile, Portable, Téléphone professionnel, \
    N° de téléphone
      linkedin_url: Profil LinkedIn
      country: Pays, Pays/Région
      language: Langue
      updated_at: Modifié le, Date de modification, Dernière modification, Mis à jour le
      company_legal_form: Forme juridique
      name: Nom

    Spanish
      contact_id: ID de contacto, Número de cliente
      full_name: Nombre completo, Nombre y apellidos, Nombre y apellido, Apellidos y nombre, Nombre del contacto, \
    Persona de contacto
      salutation: Tratamiento
      first_name: Nombre de pila, Primer nombre
      middle_name: Segundo nombre
      last_name: Apellido, Apellidos, Primer apellido
      nickname: Apodo
      title: Cargo, Puesto, Puesto de trabajo
      company_name: Empresa, Nombre de la empresa, Nombre de empresa, Compañía, Razón social, Organización
      website: Sitio web, Página web, Sitio web de la empresa
      email: Correo electrónico, Correo, Dirección de correo electrónico, Correo de trabajo
      phone: Teléfono, Número de teléfono, Teléfono móvil, Móvil, Celular, Teléfono de trabajo
      linkedin_url: Perfil de LinkedIn
      country: País, País o región
      language: Idioma
      updated_at: Fecha de modificación, Última modificación, Actualizado el, Fecha de actualización
      name: Nombre

    Italian
      contact_id: ID contatto, Codice cliente
      full_name: Nome completo, Nome e cognome, Cognome e nome, Nominativo, Referente
      first_name: Nome di battesimo
      middle_name: Secondo nome
      last_name: Cognome
      nickname: Soprannome
      title: Qualifica, Posizione, Mansione, Ruolo, Posizione lavorativa
      company_name: Azienda, Società, Ragione sociale, Nome azienda, Nome dell'azienda, Nome società
      website: Sito web, Sito internet
      email: Indirizzo e-mail, Posta elettronica, Indirizzo di posta elettronica
      phone: Telefono, Numero di telefono, Cellulare, Telefono cellulare, Telefono ufficio
      linkedin_url: Profilo LinkedIn
      country: Paese, Nazione
      language: Lingua
      updated_at: Data modifica, Ultima modifica, Data di modifica, Modificato il
      name: Nome

    Portuguese
      contact_id: ID do contato, ID do contacto
      full_name: Nome completo, Nome do contato, Nome do contacto, Pessoa de contacto
      first_name: Primeiro nome, Nome próprio
      middle_name: Nome do meio, Segundo nome
      last_name: Sobrenome, Último nome, Nome de família
      title: Cargo, Função
      company_name: Empresa, Nome da empresa, Razão social, Organização
      website: Site, Site da empresa, Website da empresa
      email: Endereço de e-mail, Correio eletrónico, E-mail profissional
      phone: Telefone, Número de telefone, Telemóvel, Celular, Telefone celular, Telefone comercial
      linkedin_url: Perfil do LinkedIn
      country: País, País/Região
      language: Idioma
      updated_at: Data de modificação, Última modificação, Atualizado em, Data de atualização

    Dutch
      contact_id: Klantnummer, Contactnummer
      full_name: Volledige naam, Contactpersoon, Naam contactpersoon, Naam
      salutation: Aanhef
      first_name: Voornaam
      last_name: Achternaam, Familienaam
      nickname: Roepnaam, Bijnaam
      title: Functie, Functietitel, Functieomschrijving
      company_name: Bedrijf, Bedrijfsnaam, Organisatie, Organisatienaam, Werkgever
      website: Webpagina
      email: E-mailadres, Zakelijk e-mailadres
      phone: Telefoon, Telefoonnummer, Mobiel, Mobiele telefoon, Mobiel nummer, Zakelijke telefoon
      linkedin_url: LinkedIn-profiel
      country: Land
      language: Taal
      updated_at: Gewijzigd op, Laatst gewijzigd, Laatst gewijzigd op
      company_legal_form: Rechtsvorm

    Polish
      full_name: Imię i nazwisko, Pełne imię i nazwisko, Nazwisko i imię, Osoba kontaktowa
      salutation: Zwrot grzecznościowy
      first_name: Imię
      middle_name: Drugie imię
      last_name: Nazwisko
      title: Stanowisko
      company_name: Firma, Nazwa firmy, Przedsiębiorstwo, Organizacja
      website: Strona internetowa, Strona WWW
      email: Adres e-mail, Adres poczty elektronicznej
      phone: Telefon, Numer telefonu, Telefon komórkowy, Telefon służbowy
      country: Kraj, Kraj/region
      language: Język
      updated_at: Data modyfikacji, Ostatnia modyfikacja

    Swedish
      contact_id: Kundnummer
      full_name: Fullständigt namn, Namn, Kontaktperson
      first_name: Förnamn
      middle_name: Mellannamn
      last_name: Efternamn
      nickname: Smeknamn
      title: Jobbtitel, Befattning, Yrkestitel
      company_name: Företag, Företagsnamn, Organisation, Arbetsgivare
      website: Webbplats, Hemsida, Webbsida
      email: E-postadress, E-post
      phone: Telefonnummer, Mobiltelefon, Mobilnummer, Mobil
      country: Land
      language: Språk
      updated_at: Ändrad, Senast ändrad, Uppdaterad

    Danish
      contact_id: Kundenummer
      full_name: Fulde navn, Navn, Kontaktperson
      first_name: Fornavn
      middle_name: Mellemnavn
      last_name: Efternavn
      nickname: Kaldenavn
      title: Jobtitel, Stilling, Stillingsbetegnelse
      company_name: Virksomhed, Virksomhedsnavn, Firmanavn, Firma
      website: Hjemmeside, Websted
      email: E-mailadresse, Mailadresse
      phone: Telefonnummer, Mobiltelefon, Mobilnummer, Mobil
      country: Land
      language: Sprog
      updated_at: Sidst ændret, Ændret den

    Norwegian
      full_name: Fullt navn, Kontaktperson
      first_name: Fornavn
      middle_name: Mellomnavn
      last_name: Etternavn
      nickname: Kallenavn
      title: Stilling, Stillingstittel, Jobbtittel
      company_name: Bedrift, Bedriftsnavn, Firmanavn, Selskap
      website: Nettsted, Hjemmeside, Nettside
      email: E-postadresse, E-post
      phone: Telefonnummer, Mobiltelefon, Mobilnummer
      country: Land
      language: Språk
      updated_at: Sist endret, Endret dato

    Finnish
      contact_id: Asiakasnumero
      full_name: Koko nimi, Nimi, Yhteyshenkilö
      first_name: Etunimi
      middle_name: Toinen nimi
      last_name: Sukunimi
      nickname: Kutsumanimi, Lempinimi
      title: Titteli, Tehtävänimike, Ammattinimike, Tehtävä
      company_name: Yritys, Yrityksen nimi, Organisaatio, Yhtiö
      website: Verkkosivusto, Kotisivu, Verkkosivu
      email: Sähköposti, Sähköpostiosoite
      phone: Puhelin, Puhelinnumero, Matkapuhelin, Matkapuhelinnumero
      country: Maa
      language: Kieli
      updated_at: Muokattu, Viimeksi muokattu, Päivitetty

    Czech
      full_name: Jméno a příjmení, Celé jméno, Příjmení a jméno, Kontaktní osoba
      salutation: Oslovení
      first_name: Křestní jméno
      last_name: Příjmení
      title: Pozice, Pracovní pozice, Funkce
      company_name: Společnost, Firma, Název firmy, Název společnosti
      website: Webová stránka, Webové stránky
      email: E-mailová adresa
      phone: Telefon, Telefonní číslo, Mobilní telefon
      country: Země
      language: Jazyk
      updated_at: Datum změny, Změněno
      name: Jméno

    Slovak
      full_name: Meno a priezvisko, Celé meno, Kontaktná osoba
      first_name: Krstné meno
      last_name: Priezvisko
      title: Pozícia, Pracovná pozícia, Funkcia
      company_name: Spoločnosť, Názov firmy, Názov spoločnosti
      website: Webová stránka
      email: E-mailová adresa
      phone: Telefón, Telefónne číslo, Mobilný telefón
      country: Krajina
      language: Jazyk
      name: Meno

    Hungarian
      full_name: Név, Teljes név, Kapcsolattartó
      salutation: Megszólítás
      first_name: Keresztnév, Utónév
      last_name: Vezetéknév, Családnév
      nickname: Becenév
      title: Beosztás, Munkakör
      company_name: Cég, Cégnév, Vállalat
      website: Weboldal, Honlap
      email: E-mail cím
      phone: Telefonszám, Mobiltelefon, Mobilszám
      country: Ország
      language: Nyelv
      updated_at: Módosítva, Utolsó módosítás

    Romanian
      full_name: Nume complet, Nume și prenume, Persoană de contact
      first_name: Prenume
      last_name: Nume de familie
      title: Funcție, Funcția
      company_name: Companie, Firmă, Denumire firmă, Nume companie
      website: Pagină web
      email: Adresă de e-mail
      phone: Număr de telefon, Telefon mobil
      country: Țară
      language: Limbă
      name: Nume

    Turkish
      full_name: Ad Soyad, Adı Soyadı, Tam ad
      salutation: Hitap
      last_name: Soyad, Soyadı, Soyisim
      title: Unvan, Görev, Pozisyon
      company_name: Şirket, Şirket adı, Firma, Firma adı
      website: Web sitesi, İnternet sitesi
      email: E-posta, E-posta adresi
      phone: Telefon, Telefon numarası, Cep telefonu
      country: Ülke
      language: Dil
      updated_at: Değiştirilme tarihi, Güncelleme tarihi
      name: Ad, Adı, İsim

    Greek
      full_name: Ονοματεπώνυμο, Πλήρες όνομα
      last_name: Επώνυμο, Επίθετο
      title: Θέση, Θέση εργασίας
      company_name: Εταιρεία, Επωνυμία, Επωνυμία εταιρείας
      website: Ιστοσελίδα, Ιστότοπος
      email: Ηλεκτρονικό ταχυδρομείο, Διεύθυνση email
      phone: Τηλέφωνο, Κινητό, Κινητό τηλέφωνο
      country: Χώρα
      language: Γλώσσα
      name: Όνομα

    Russian
      full_name: ФИО, Полное имя, Контактное лицо, Имя и фамилия, Фамилия и имя
      salutation: Обращение
      middle_name: Отчество
      last_name: Фамилия
      title: Должность
      company_name: Компания, Организация, Название компании, Фирма, Название организации
      website: Сайт, Веб-сайт, Сайт компании
      email: Электронная почта, Эл. почта, Почта, Адрес электронной почты
      phone: Телефон, Номер телефона, Мобильный телефон, Рабочий телефон
      country: Страна
      language: Язык
      updated_at: Дата изменения, Изменено, Дата обновления
      name: Имя

    Ukrainian
      full_name: ПІБ, Повне ім'я, Контактна особа
      middle_name: По батькові
      last_name: Прізвище
      title: Посада
      company_name: Компанія, Організація, Назва компанії
      website: Вебсайт, Сайт
      email: Електронна пошта, Пошта
      phone: Номер телефону, Мобільний телефон
      country: Країна
      language: Мова
      name: Ім'я

    Japanese
      contact_id: 顧客番号, 顧客ID
      full_name: 氏名, 名前, お名前, 担当者名, ご担当者名
      salutation: 敬称
      first_name: 名, 下の名前
      last_name: 姓, 苗字
      title: 役職, 役職名, 肩書き, 肩書
      company_name: 会社名, 会社, 企業名, 勤務先, 法人名, 御社名, 貴社名
      website: ウェブサイト, ホームページ, WebサイトURL
      email: メールアドレス, メール, Eメール, 電子メール
      phone: 電話番号, 電話, 携帯電話, 携帯電話番号, 携帯番号, 携帯
      country: 国, 国名
      language: 言語
      updated_at: 更新日, 更新日時, 最終更新日, 最終更新日時

    Chinese
      contact_id: 客户编号, 客戶編號
      full_name: 姓名, 联系人, 聯絡人, 联系人姓名, 聯絡人姓名
      salutation: 称谓, 稱謂
      last_name: 姓氏
      title: 职位, 职务, 職位, 職稱, 职称
      company_name: 公司, 公司名称, 公司名稱, 企业名称, 企業名稱, 单位, 單位名稱
      website: 网站, 網站, 网址, 網址, 公司网站
      email: 邮箱, 电子邮箱, 电子邮件, 電子郵件, 邮箱地址, 電子信箱, 电邮
      phone: 电话, 手机, 手机号, 手机号码, 联系电话, 電話號碼, 手機, 手機號碼, 聯絡電話, 电话号码
      country: 国家, 國家
      language: 语言, 語言
      updated_at: 更新时间, 修改时间, 更新時間, 修改時間
      name: 名字

    Korean
      contact_id: 고객번호
      full_name: 이름, 성명, 담당자명
      last_name: 성
      title: 직책, 직위, 직급, 직함
      company_name: 회사, 회사명, 기업명, 업체명, 소속
      website: 웹사이트, 홈페이지
      email: 이메일, 이메일 주소, 메일, 전자우편
      phone: 전화번호, 전화, 휴대폰, 휴대전화, 핸드폰, 연락처, 휴대폰번호
      country: 국가
      language: 언어
      updated_at: 수정일, 수정일시, 최종수정일

    """

  /// A language with what its words name.
  struct Language: Sendable {
    var name: String
    /// Lead fields with their column names; nil for the field: words that can be the whole name or a part of it.
    var headers: [(field: LeadField?, names: [String])] = []
  }

  static let languages: [Language] = {
    var languages: [Language] = []
    for entry in FieldsTable(text).entries {
      var language = Language(name: entry.title)
      for line in entry.lines { language.headers.append((LeadField(name: line.key), line.values)) }
      languages.append(language)
    }
    return languages
  }()
}

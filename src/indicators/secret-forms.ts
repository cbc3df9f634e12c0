/**
 * How secrets look in free text. Every form starts at a fixed text or where a word begins, and no two repetitions in it
 * compete for the same characters without a bound, so that a hostile text takes time in proportion to its length.
 */

/** Stands for a secret, whatever its length. */
export const mask = '••••••';

const known = [
  String.raw`xox[a-z](?:\.xox[a-z])?-[\w-]{6,}`,
  String.raw`xapp-[\w-]{6,}`,
  String.raw`xoxe\.[\w.-]{6,}`,
  String.raw`gh[pousr]_\w{6,}`,
  String.raw`github_pat_\w{6,}`,
  String.raw`glpat-[\w-]{6,}`,
  String.raw`(?:AKIA|ASIA)[A-Z0-9]{12,}`,
  String.raw`AIza[\w-]{20,}`,
  String.raw`ya29\.[\w-]{6,}`,
  String.raw`[sr]k_(?:live|test)_\w{6,}`,
  String.raw`sk-[\w-]{16,}`,
  String.raw`SG\.[\w-]{6,}\.[\w-]{6,}`,
  String.raw`(?:npm|hf)_[A-Za-z0-9]{16,}`,
  String.raw`(?:dop_v1|shpat|shpss)_\w{16,}`,
  String.raw`eyJ[\w-]+\.[\w-]+(?:\.[\w-]*)*`,
  String.raw`\d{8,10}:[\w-]{30,}`,
];

/** Secrets wherever they stand: keys and tokens by their prefix, webhook addresses, bearer tokens. */
export const tokens: readonly RegExp[] = [
  new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${known.join('|')})`, 'gu'),
  /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[^\s<>"']+/gi,
  /(?<=(?<!\p{L})[Bb](?:earer|EARER)\s{1,3})(?:[\w.~+/=-]{20,}|(?=[\w.~+/=-]{0,20}(?:\d|[a-z][A-Z]|_))[\w.~+/=-]{6,})/gu,
];

const codeLabel = String.raw`(?<![\p{L}\p{N}])(?:cvv2?|cvc2?|cvn2?|security code|pin(?:[ _-]?(?:code|number|kodu))?|otp)`;

export const codes = {
  /** Magnetic stripes, track 1 and track 2. */
  stripe: /(?<![\p{L}\p{N}])(?:%?B\d{12,19}\^[^^\n]{2,30}\^\d[^\s?]*|\d{12,19}=\d{7,}[^\s?]*)\??/gu,
  /** The security code of a `number|month|year|code` line whose number is masked already. */
  afterCard: new RegExp(
    String.raw`(?<=${mask} \d{4}[|/;:,\t ]{1,3}\d{1,4}[|/;:,\t -]{1,3}(?:\d{2,4}[|/;:,\t ]{1,3})?)(?!20\d\d[|/;:,\t ]{1,3}(?:\d{3,4}(?!\d)|•))\d{3,4}(?!\d)`,
    'gu',
  ),
  labelled: new RegExp(
    String.raw`(${codeLabel}["'\]]{0,2}\s{0,3}(?:[:=#>-]|：|is)?\s{0,3}["']?)\d[\d-]{2,12}(?!\d)`,
    'giu',
  ),
};

const host = String.raw`[\p{L}\p{N}_-]+(?:(?:\.|\[\.\])[\p{L}\p{N}_-]+)*`;
const spaced = String.raw`[^\S\n]{1,2}[:|;/-][^\S\n]{1,2}(?=\S{0,60}\d)(?=\S{0,60}\p{L})`;

/** How a web address begins, defanged or not: what stands there is no user. */
const scheme = '(?:h(?:tt|xx)ps?|ftps?|wss?)';
const web = String.raw`${scheme}(?:\[:\]\/\/|\[:\/\/\]|:\/\/)`;

/** Lists of stolen accounts: the password is what follows the last separator. */
export const accounts = {
  /** `user@host:password`, also with `;`, `|`, or blanks around it where the value does not look like a word. */
  afterEmail: new RegExp(
    String.raw`(?<=[\p{L}\p{N}_.%+\-])((?:@|\[@\]|\[at\])${host}(?:[:|;](?!\/\/)|${spaced}))([^\s]+)`,
    'giu',
  ),
  /** `https://site.example/login:user:password`; the user may be a URL too, but `https://…|https://…` has no password. */
  afterUrl: new RegExp(
    String.raw`(:\/\/[^\s:|<>"]+(?::\d{1,5}(?=[/:|])[^\s:|]*)?[:|](?!\d+(?::\d|\/))(?:(?!${web})[^\s:|]+[:|]|${web}[^\s:|]+\|(?!${web})))[^\s]+`,
    'gi',
  ),
  /** `192.0.2.1:3389:user:password` */
  afterPort: new RegExp(
    String.raw`(?<![\p{L}\p{N}.-])(\d{1,3}(?:\.\d{1,3}){3}:\d{1,5}[:@;|](?!${web})[^\s:;|]{1,256}[:;|])[^\s]+`,
    'giu',
  ),
  /** `https://user:password@host` */
  inUrl: new RegExp(
    String.raw`(:\/\/[^\s:/@]{1,256}:)(?!\d{1,5}\/|(?<=[|,;]${scheme}:)\/\/)(?:[^\s/]{1,256}(?=@)|[^\s]{1,256}(?=@))`,
    'gi',
  ),
};

const separator = String.raw`(?:>|["'\]]{0,2}\s{0,8}(?:=>|->|[:=：])\s{0,8})`;
const value = String.raw`("(?:[^"\\\n]|\\.){1,1000}"(?=[\s,;:}\])<&|]|$)|'(?:[^'\\\n]|\\.){1,1000}'(?=[\s,;:}\])<&|]|$)|\S+)`;

/** Found at the end of a longer name too: `dbPassword=`, `client_secret=`. */
const anywhere = String.raw`passw(?:or)?d|passwort|passphrase|secret(?:[ _-]?(?:access[ _-]?)?key)?|token|api[ _-]?key`;
const asWord = [
  'pass|pwd|psw|pswd|pw|passcode|kennwort|mot de passe|mdp|contraseña|contrasena|clave|senha|wachtwoord|has[łl]o|heslo',
  'lösenord|passord|adgangskode|salasana|jelszó|пароль|κωδικός|kata sandi|mật khẩu|密码|密碼|口令|パスワード|비밀번호',
  'كلمة المرور|كلمة السر|رمز عبور',
  String.raw`(?:parola|[şs][iİ]fre)\p{L}{0,5}`,
  '(?:access|auth|refresh|session|private|encryption|signing|master|account)[ _-]?key|session[ _-]?id|connection ?string',
].join('|');
const label = String.raw`(?:${anywhere}|(?<![\p{L}\p{N}])(?:${asWord}))s?\d?(?:[ _-]?(?:hash|value|plain(?:text)?))?`;

/** A label, a separator and a value: up to its closing quote, or to the next blank. */
export const labelled = new RegExp(String.raw`(${label}${separator})${value}`, 'giu');
/** `the password is Hunter2`: only what looks like no word. */
export const labelledBySentence = new RegExp(
  String.raw`((?:${anywhere})\s{1,3}(?:is|was)\s{1,3})(?=\S{0,60}\d)(?=\S{0,60}\p{L})\S{4,}`,
  'giu',
);
export const authorization =
  /((?<!\p{L})authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:basic|bearer|token|digest|apikey)\s{1,3})?)[^\s"']+/giu;
/** The rest of the line: a cookie header holds several. */
export const cookies = /((?<!\p{L})(?:set-)?cookies?\s?[:=]\s{0,3})(?=[^\n]{0,200}=)[^\n]+/giu;

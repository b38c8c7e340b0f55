import { plainWords } from '../kernel/plain-words.ts';

/** Words that tell nothing of who wrote a text, in the languages of the pages. */
const words = [
  'a an the this that these those there here i you he she it we they me him her us them my your his its our their mine',
  'myself yourself himself herself themselves who whom whose which what when where why how if then than as so such too very',
  'and or but nor not no yes of to in on at by for from with without into onto out up down over under about after before',
  'again against between through during until while because since also just only even ever never always often sometimes',
  'am is are was were be been being do does did done have has had having will would can could shall should may might must',
  'said say says told tell asked ask went go goes going came come comes got get gets made make makes took take took put let',
  'know knew think thought want wanted see saw seen look looked feel felt need needed try tried happened happen happens',
  'all any some none each every both either neither one two three four five first second last next other another same many',
  'much more most few less least own time times day days night week weeks month year years today yesterday morning evening',
  'afternoon middle end way thing things place part people person everybody everyone somebody someone anybody nobody nothing',
  'something anything everything several others long new old good bad right left back still already well really quite',
  'like end able soon possible fact case front side know please thank thanks sorry hello dear',
  'team community code conduct report reported reporter member members rule rules decision violation behaviour behavior',
  'el la los las un una unos unas lo al del de a en con sin por para sobre entre hasta desde tras ante bajo hacia segun',
  'y e o u ni pero sino que quien quienes cual cuales cuando donde como porque si no ya muy mas menos tan tanto tambien',
  'yo tu usted el ella ello nosotros nosotras ustedes ellos ellas me te se nos les le mi mis su sus nuestro nuestra este',
  'esta estos estas ese esa esos esas eso esto aquel aquella algo alguien nadie nada todo toda todos todas otro otra otros',
  'otras mismo misma cada ser es son era eran fue fueron sido soy estar estaba estaban estuvo ha he han habia hay haber',
  'hizo hacer hace dijo decir dice dicho iba ir fue vino venir quiero queria puede podia debe hay tiempo dia dias noche',
  'semana mes ano anos vez veces hoy ayer manana tarde medio fin final principio manera cosa cosas lugar parte gente persona',
  'personas primera primer segundo segunda ultimo ultima dos tres despues antes entonces ahora aqui alli siempre nunca bien',
  'mal verdad favor gracias hola equipo comunidad codigo conducta reporte norma normas decision infraccion comportamiento',
  'في من الى على عن مع بعد قبل عند حتى منذ بين تحت فوق امام خلف دون غير بدون حول خلال لكن او ام ثم و ف ان انه انها انهم انا',
  'نحن انت انتم هو هي هم هن هذا هذه ذلك تلك هؤلاء الذي التي الذين ما ماذا متى اين كيف لماذا هل لا لم لن ليس ليست نعم كل بعض',
  'جميع اي احد شيء كان كانت كانوا يكون تكون قال قالت قلت يقول فعل ذهب جاء كما لان لانه اذا لو قد فقط ايضا جدا اكثر اقل مرة',
  'يوم ايام ليلة اسبوع شهر سنة اليوم امس غدا صباح مساء وقت الوقت اخر اخرى اول ثاني نفس ناس الناس شخص اشخاص شكرا من فضلك',
  'الفريق المجتمع مدونة السلوك بلاغ البلاغ قاعدة القواعد قرار القرار مخالفة',
];

const common: ReadonlySet<string> = new Set(words.flatMap((line) => plainWords(line).split(' ')));

/** @param word in small letters and without accents */
export const isCommonWord = (word: string): boolean => common.has(word);

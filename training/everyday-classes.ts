/** Debian packages with recordings, or good imitations, of everyday sounds. */
export const everydayPackages = [
  '0ad-data',
  'colobot-common-sounds',
  'extremetuxracer-data',
  'freedroidrpg-data',
  'frozen-bubble-data',
  'hedgewars-data',
  'lincity-ng-data',
  'lugaru-data',
  'megaglest-data',
  'minetest-data',
  'openarena-data',
  'openarena-088-data',
  'oxygen-sounds',
  'pidgin-data',
  'pingus-data',
  'ri-li-data',
  'scratch',
  'sound-icons',
  'sound-theme-freedesktop',
  'supertux-data',
  'teeworlds-data',
  'torcs-data',
  'tuxmath-data',
  'tuxpaint-data',
  'tuxpaint-stamps-default',
  'tuxtype-data',
  'unknown-horizons',
  'warzone2100-data',
  'wesnoth-1.16-data',
  'widelands-data',
] as const;

/** Paths to skip: music and speech, which other pieces of the corpus contain. */
export const notEveryday =
  /music|voice|speech|_desc|symbols\/|themes\/|campaigns|memressp|tutorial|taunt|vtoltalk|sequenceaudio|countdown\d|_(ack|select)\d|coltive|nexus|radclick|trnsppil|proxmessages|audio\/(extra|multi|countdown)|bot_sounds|tux_ingame|instruments\/|percussion\/|channel-|hobbies\/music/i;

/**
 * Classes of everyday sounds with patterns for names of files. The first matching pattern determines the class. A name
 * consists of the package, a colon, and the last three parts of the path.
 */
export const everydayClasses: readonly (readonly [string, RegExp])[] = [
  ['dog', /lugaru.*(bark|growl|snarl)|animal\/(dog|wolf)|\/dogs\/|wolf-(growl|die|hit)|animals\/(wolf|coyote)/i],
  ['cat', /animal\/(cat\.|kitten|meow)|\/cats\/|blackcat|animal\/lion|gummy-cat/i],
  [
    'bird',
    /animals\/bird\d|animal\/(bird|owl)|ambient\/(birds|morning)|birds\/(black|crow|cuckoo|heron|lark|nand|owl|peng|quet|sea|tuc|vult)|canary|birdylay|hawk|flamingo|peacock|dayscape|lincity.*(green|parklandlake)/i,
  ],
  ['poultry', /\/chicken_|birds\/(hen|rooster|turkey|drake|duck|gander)|animal\/(chicken|rooster|duck|goose)|duck_\d/i],
  ['cattle', /cattle_|\/(cow|bull)_(ack|die|select|attack)|bovines\/(bison|bull|cow)|farm\/ox/i],
  ['pig', /\/pig_|mammals\/pig|animals\/boar|wild_sow|tusker/i],
  ['sheep', /\/sheep_|sheepfield|\/goat|bovines\/(sheep|goat|ram|mountain)/i],
  ['horse', /animal\/horse[_.]|death_horse|horse-(die|hit)|equines|farm\/(horse|donkey)/i],
  ['elephant', /\/elephant(_(attack|death|order|select|trained)\d)?\.|\/ele(attack|walk|die)?\d/i],
  ['insect', /cricket|\/bee\d|insects|cockchafer/i],
  ['hooves', /canter|horsegallop|movement\/mstep|horseman_walk/i],
  ['footsteps', /footstep|singlesteps|foorstep|hstep|hedgewars.*\/steps|\/run\.wav/i],
  ['door', /door|window(open|close)|\/gate\/|open-chest|chest_(open|close)|open_chest|fencegate/i],
  ['rain', /[/:_]rain(_\d+|\d)?\.(ogg|wav)/i],
  ['thunder', /thunder\d?[_.]|lightningbolt|(supertux|wesnoth).*lightning/i],
  ['wind', /weather\/(wind|snow)|lugaru.*(wind|desertambient)|world\/(wind|demonwind)|painwind|windmill/i],
  ['splash', /splash|plunge|plop|watr_|water_footstep|_water\.|water-blast|droplet|waterdrop|drops\.wav/i],
  [
    'water',
    /ambient\/water|water\/(river|wave|waterfall)|env_sounds_water|water_sounds|lincity.*(water|harbor)|ripples|waterrunning|bubbles|waterfall|waves|ambient\/ship|smove|ship_move|amb_port/i,
  ],
  [
    'fire',
    /fire_(fire|large|small|ext)|furnace|lugaru.*fire|lincity.*\/fire\d|\/fire\d?\.wav|campfire|flame|firesoft|attack\/fire|melee-fire|torch|burning|lava|sizzl|molotov/i,
  ],
  [
    'explosion',
    /explos|expl\.|boom|grenadeimpact|mineimpact|hedgewars.*mortar|backfire|rocklx|tnt_explode|fireworks|firecracker|\/gotintoblast|collapse|bldfall/i,
  ],
  [
    'gun',
    /gunshot|gun\.ogg|shotgunfire|minigun|thunderstick|machgf|vulcanf|sshotf|musket|mgbar|mgtower|mgheavy|asltmg|can\.ogg|wp_(gun|shotgun|grenade)_fire|buletby|ric\d|richet/i,
  ],
  ['laser', /laser|lsr|plasma|bfg|phaser|bullets\//i],
  ['saw', /saw/i],
  ['hammer', /hammer|smith|anvil|stonemason|ironping|(worker|shaman|technician)_build/i],
  ['chop', /choppy|lumber|woodcutt|treefall|tree_falling|harvest_wood|con_wood/i],
  ['mining', /mine_(stone|metal)|worker_mine|stonecutt|dig_crack|pickhammer|con_stone/i],
  ['dig', /dig_|dug_|hoe_|gather_field|gravel_d/i],
  [
    'engine',
    /torcs.*(engine|viper|ferrari|porsche|lotus|lambo|corolla|impreza|evo7|renault|f360|ford|gt40|nsx|xj220|mclaren|alpha|sound\/9\d\d)|trafic|tuxmath.*engine|motorcycle|carpassing|\/plane\.|rcplane|vehicle\/(tread|con-move|vtol-move|tflight|thover|hovmove)/i,
  ],
  ['train', /train\d|cart_moving|wagon/i],
  [
    'machine',
    /sewing|washing|vacuum|industry|powercoal|machinery|tim_machine|pump\.|mill_turning|weav|substation|powerhum|world\/fan|oilpump/i,
  ],
  ['skid', /skid|slide/i],
  ['clock', /[/_]tick|minetick|tock\.|clock\.|clock-|timer|typing|typewriter|keyclick/i],
  ['bell', /bell|chapel|gong|ting\.wav|glass-water/i],
  ['coin', /coin|\/gold|goldping|pickup\d|chink/i],
  ['glass', /glass|shatter|bottle|dishes/i],
  [
    'pain',
    /human-|male_death|\/death_?\d|pain\d|_die\d|elf-hit|dwarf-(hit|die)|gasp|orc-|ogre-|goblin-|troll-|influencer_scream|zombie|groan/i,
  ],
  ['sword', /sword|swordhit|knife|dagger|mace|axe\.|spear|clank|metalhit|hatchet|shield_metal/i],
  ['bow', /\/bow[-_.]|arrow|crossbow|\/sling|ballist/i],
  ['swish', /swish|whoosh|\/throw|-miss|\/miss-/i],
  ['crash', /crash|break|impact|thud/i],
  ['laugh', /laugh|giggle/i],
  ['scream', /scream|wail|shriek|babycry/i],
  ['cough', /cough|sneeze/i],
  ['crowd', /croud|crowd|cheer|applause|partynoise|tavern|inn_\d|market|school|amb_trade|main_square/i],
  ['magic', /magic-|magic(ian|mage)?_|teleport|telein|teleout|spell|warp|\/heal[._]|portal/i],
  ['notice', /oxygen|freedesktop|freedroid.*menu|beep|alarm|chat|select|click|message|complete_|\/sel_|bleep|buzz/i],
];

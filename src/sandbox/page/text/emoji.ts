// Slack's short names for what bots and people commonly write; any other name stays as typed.
const table = `
grinning 😀,smile 😄,joy 😂,slightly_smiling_face 🙂,wink 😉,thinking_face 🤔,neutral_face 😐,sweat_smile 😅,cry 😢,
scream 😱,sunglasses 😎,face_with_monocle 🧐,robot_face 🤖,ghost 👻,skull 💀,wave 👋,thumbsup 👍,+1 👍,thumbsdown 👎,
-1 👎,clap 👏,pray 🙏,muscle 💪,ok_hand 👌,raised_hands 🙌,point_right 👉,point_left 👈,point_up ☝️,point_down 👇,eyes 👀,
brain 🧠,bust_in_silhouette 👤,busts_in_silhouette 👥,detective 🕵️,male-detective 🕵️‍♂️,cop 👮,technologist 🧑‍💻,heart ❤️,
yellow_heart 💛,green_heart 💚,blue_heart 💙,purple_heart 💜,broken_heart 💔,star ⭐,star2 🌟,sparkles ✨,zap ⚡,fire 🔥,
boom 💥,tada 🎉,confetti_ball 🎊,rocket 🚀,trophy 🏆,dart 🎯,100 💯,rotating_light 🚨,warning ⚠️,no_entry ⛔,
no_entry_sign 🚫,octagonal_sign 🛑,stop_sign 🛑,x ❌,negative_squared_cross_mark ❎,white_check_mark ✅,
heavy_check_mark ✔️,ballot_box_with_check ☑️,heavy_multiplication_x ✖️,heavy_plus_sign ➕,heavy_minus_sign ➖,question ❓,
grey_question ❔,exclamation ❗,grey_exclamation ❕,bangbang ‼️,interrobang ⁉️,information_source ℹ️,red_circle 🔴,
large_orange_circle 🟠,large_yellow_circle 🟡,large_green_circle 🟢,large_blue_circle 🔵,large_purple_circle 🟣,
large_brown_circle 🟤,white_circle ⚪,black_circle ⚫,large_red_square 🟥,large_orange_square 🟧,large_yellow_square 🟨,
large_green_square 🟩,large_blue_square 🟦,large_purple_square 🟪,white_large_square ⬜,black_large_square ⬛,
small_red_triangle 🔺,small_red_triangle_down 🔻,small_orange_diamond 🔸,small_blue_diamond 🔹,large_orange_diamond 🔶,
large_blue_diamond 🔷,lock 🔒,unlock 🔓,closed_lock_with_key 🔐,key 🔑,old_key 🗝️,shield 🛡️,bell 🔔,no_bell 🔕,mag 🔍,
mag_right 🔎,link 🔗,paperclip 📎,pushpin 📌,round_pushpin 📍,bookmark 🔖,label 🏷️,memo 📝,pencil 📝,pencil2 ✏️,clipboard 📋,
page_facing_up 📄,page_with_curl 📃,newspaper 📰,file_folder 📁,open_file_folder 📂,card_index_dividers 🗂️,file_cabinet 🗄️,
wastebasket 🗑️,inbox_tray 📥,outbox_tray 📤,package 📦,email 📧,envelope ✉️,incoming_envelope 📨,mailbox 📫,
speech_balloon 💬,thought_balloon 💭,loudspeaker 📢,mega 📣,phone ☎️,iphone 📱,computer 💻,desktop_computer 🖥️,keyboard ⌨️,
floppy_disk 💾,cd 💿,credit_card 💳,moneybag 💰,chart_with_upwards_trend 📈,chart_with_downwards_trend 📉,bar_chart 📊,
calendar 📅,date 📅,spiral_calendar_pad 🗓️,clock1 🕐,clock3 🕒,clock9 🕘,alarm_clock ⏰,stopwatch ⏱️,hourglass ⌛,
hourglass_flowing_sand ⏳,watch ⌚,arrows_counterclockwise 🔄,repeat 🔁,arrow_right ➡️,arrow_left ⬅️,arrow_up ⬆️,arrow_down ⬇️,
arrow_upper_right ↗️,arrow_forward ▶️,double_vertical_bar ⏸️,pause_button ⏸️,black_square_for_stop ⏹️,fast_forward ⏩,
gear ⚙️,wrench 🔧,hammer 🔨,hammer_and_wrench 🛠️,nut_and_bolt 🔩,toolbox 🧰,bulb 💡,battery 🔋,electric_plug 🔌,
satellite_antenna 📡,globe_with_meridians 🌐,earth_africa 🌍,earth_americas 🌎,earth_asia 🌏,house 🏠,office 🏢,factory 🏭,
bank 🏦,bug 🐛,beetle 🐞,spider 🕷️,spider_web 🕸️,ant 🐜,worm 🪱,crab 🦀,snake 🐍,dragon 🐉,fish 🐟,
fishing_pole_and_fish 🎣,bomb 💣,knife 🔪,crossed_swords ⚔️,microbe 🦠,biohazard_sign ☣️,radioactive_sign ☢️,test_tube 🧪,
dna 🧬,microscope 🔬,telescope 🔭,books 📚,book 📖,newspaper2 📰,ticket 🎫,checkered_flag 🏁,triangular_flag_on_post 🚩,
white_flag 🏳️,pirate_flag 🏴‍☠️,sunny ☀️,cloud ☁️,umbrella ☔,snowflake ❄️,rainbow 🌈,coffee ☕,pizza 🍕,beer 🍺,new 🆕,up 🆙,
ok 🆗,sos 🆘,id 🆔,copyright ©️,registered ®️,tm ™️,one 1️⃣,two 2️⃣,three 3️⃣,four 4️⃣,five 5️⃣,arrow_heading_down ⤵️,
leftwards_arrow_with_hook ↩️,put_litter_in_its_place 🚮,construction 🚧,traffic_light 🚦,vertical_traffic_light 🚦`;

const characters: ReadonlyMap<string, string> = new Map(
  table.split(',').map((entry): [string, string] => {
    const [name = '', character = ''] = entry.trim().split(' ');
    return [name, character];
  }),
);

const names: ReadonlyMap<string, string> = new Map(
  // Of several names the first one counts, and the last entry of a Map's list wins.
  [...characters].toReversed().map(([name, character]) => [character, name]),
);

/** The character for a short name (`red_circle` → 🔴); absent for a name that is not known. */
export function emojiCharacter(name: string): string | undefined {
  return characters.get(name);
}

/** The short name of a character, with or without its variation selector; absent where unknown. */
export function emojiName(character: string): string | undefined {
  return names.get(character) ?? names.get(`${character}\uFE0F`);
}

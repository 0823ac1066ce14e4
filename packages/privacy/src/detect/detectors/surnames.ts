/**
 * Single surnames that nearly everybody in Chinese records bears, in no order. Characters that are rare as a surname and
 * frequent as the beginning of a common word are left out: a missed bearer costs a value, a word taken for a surname a
 * whole column.
 */
const single = [
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵钱严覃武戴莫孔',
  '向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁房蒲滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项芦麦褚娄窦戚',
  '岑景党宫费卜冷晏席卫米柏宗瞿桂佟应臧闵苟邬边卞姬师和仇栾隋刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖',
  '漆巴丰支卿狄平计索宣晋门云容敬扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况宿鲜印逯隆茹诺战慕危玉银亢嵇哈湛宾戎勾茅於呼居揭但尉冶斯束檀衣展阴昝智幸奉植衡富尧闭由纳锁摆买妥虎拜铁者勉撒竺励邴扶牧郏',
  '蓬暴殳沃璩濮习宦鱼慎庾暨步广禄东蔚越夔厍融訾空毋乜养须巢蒯后红成万连那',
].join('')

/** Whether a UTF-16 unit is a single surname. */
export function isSurname(unit: number): boolean {
  return surnameUnits[unit] === 1
}

/** Whether it is one of the most frequent: the first twenty of the census, which half of all people bear. */
export function isCommonSurname(unit: number): boolean {
  return commonUnits[unit] === 1
}

const surnameUnits: Uint8Array = unitsOf(single)

const commonUnits: Uint8Array = unitsOf('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗')

function unitsOf(text: string): Uint8Array {
  const table = new Uint8Array(65536)
  for (const char of text) table[char.charCodeAt(0)] = 1
  return table
}

/**
 * Whether a UTF-16 unit often ends given names. What ends otherwise may be a name as well, but so may any word that begins
 * with a surname.
 */
export function endsGivenNames(unit: number): boolean {
  return givenUnits[unit] === 1
}

const givenUnits: Uint8Array = unitsOf(
  '英华文玉秀明兰金国春红丽建平荣志海军珍芳桂林云生强伟祥凤梅福德芬成龙清辉光杰波燕琴玲霞萍飞勇敏静娟超艳莲香刚亮杨雪鹏峰宁涛宇洁丹娜莉婷慧琳颖佳倩欣怡雯涵轩泽浩博豪昊晨阳旭俊凯斌磊鑫昌义忠' +
    '仁礼信诚良才富贵发财宝根庆兴旺盛茂松柏楠桦森山川江河湖洋波涌源泉溪淼润泓涓洪滨澜渊星辰月晓曦晖晴昕昱晟煜炜烨焕灿炎熙阅悦乐欢喜笑天地佑恩惠爱心思念忆梦诗书琪瑶琦瑞瑾璇珊珠珂玥玮琛琼璐瑜瑛' +
    '芝芸芹芷若茜茹莎菲萌菊菁萱蓉蓓蕾薇蕊苗花草叶桃杏梨枫彬彪虎豹骏驰翔鸿鹤鹰雁莺凰麟东南西北中正方立安康健宏大永久远长青松新友朋邦国民权力学理智聪睿哲贤达道武斗胜利捷凡帆航舟亚妮姗姝娣妹姐娥媛婧婉嫣娇娅嘉' +
    '尧舜禹汤然冉彤形影彦彰章卓越起超进运连通逸迪迎选迅远谊诺谦谨让训诗言语声音韵歌鸣响雨雷霖霄雄威武毅坚硕磐石岩岗岭岚峻崇崑瑶冰冬夏秋季时日月年元初始末先后前世代孙子女男儿婴童娃伯仲叔季小少老旦' +
    '铭钰钧锋锐钢铁铜银锦钊镇键铎针萧竹笛琴棋画墨纯素洁白黑紫青蓝绿丹朱彩虹霓景美好善真义勤俭恒毅定静宽厚实朴诚信守业功勋绩名声望品格式有存在来往归回全双单一二三四五六七九十百千万亿力可以之也而如意吉利顺和合同心广' +
    '进才录禄寿禧祺祯祖宗耀跃腾升昇起飞舞云高奇伦伶俐优佐佑俏倪健侠修俞保传仪仙仕令他代任伊休众会伟杉树果朵蕙蕴菡葵薛芮芯苹茵荷莹萃蔚蕃园圆满堂家宅宇宙寅宸容宾寒寿尔尚峥嵘',
)

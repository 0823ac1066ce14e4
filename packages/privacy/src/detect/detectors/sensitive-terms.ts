// Health, biometric features and belief are told by words. The lists hold what forms and registers of public services
// write; they are not a medical vocabulary.
import { possibleIf, yesIf, type Detector } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

const words = (lengths: readonly [number, number], hint: number) =>
  [
    { charset: charsets.ideographs, lengths, hint },
    { charset: charsets.mixed, lengths, hint },
  ] as const

/** Diagnoses, disabilities, treatments and medicines. */
export const medicalDetector: Detector = {
  category: 'medical',
  admits: words([2, 80], hints.medical),
  judge: (text) => yesIf(disease.test(text) && !notAboutAPatient.test(text)),
}

const disease =
  /高血压|血压升高|糖尿|冠心|心脏病|心肌|心律|心衰|脑梗|脑卒中|脑出血|脑瘫|偏瘫|截瘫|[癌瘤]|白血病|淋巴瘤|肝炎|肝硬化|肺炎|肺结核|结核病|支气管|哮喘|慢阻肺|胃炎|胃溃疡|肠炎|肾炎|肾衰|尿毒症|透析|结石|阑尾|胆囊|骨折|骨质|椎间盘|关节炎|风湿|痛风|贫血|血友病|艾滋|梅毒|乙肝|丙肝|HIV|抑郁|精神分裂|焦虑症|双相|自闭|孤独症|痴呆|帕金森|癫痫|白内障|青光眼|皮炎|湿疹|荨麻疹|带状疱疹|甲状腺|甲亢|甲减|高血脂|综合征|综合症|残疾[一二三四]级|[一二三四]级残疾|(?:视力|听力|言语|肢体|智力|精神|多重)残疾|功能不全|功能障碍|增生|囊肿|息肉|结节|硬化症|狭窄|梗死|出血|肥大|妊娠|早孕|流产|剖宫|切除术|置换术|移植术|手术后|术后|化疗|放疗|过敏性|感染$|中毒$|损伤$|[^生职毛发]病$|(?:胶囊|注射液|缓释片|肠溶片|分散片|颗粒剂?|口服液)$|(?:头孢|西林|霉素|沙坦|地平|他汀|双胍|洛尔|普利|拉唑)/

/** Names of institutions, courses and goods in which the words stand, and diseases of plants and animals. */
const notAboutAPatient =
  /(?:医院|卫生院|中心|研究所|公司|协会|药店|药房|学院|科室|门诊部|课程|保险|设备|通知|办法|规定)$|猪|禽|牛|羊|水稻|果树|小麦|动物|植物|作物/

/** Codes of ICD-10 with a decimal place. Model numbers look the same, hence possible only. */
export const diseaseCodeDetector: Detector = {
  category: 'medical',
  admits: [
    { charset: charsets.alphanumeric, lengths: [3, 3] },
    { charset: charsets.ascii, lengths: [5, 9] },
  ],
  judge: (text) => possibleIf(/^[A-TV-Z]\d{2}(?:\.(?:\d{1,3}|[x\d]\d{0,5}))?[+*]?$/i.test(text)),
}

/** What is measured of a body to recognise it. */
export const biometricDetector: Detector = {
  category: 'biometric',
  admits: words([2, 60], hints.biometric),
  judge: (text) =>
    yesIf(
      /指纹|掌纹|声纹|虹膜|视网膜|人脸|面部特征|脸部特征|步态|基因(?:序列|型|检测|信息)|DNA|静脉特征|声音特征/.test(
        text,
      ) && !/(?:锁|机|仪|设备|系统|软件|公司|项目|采购|门禁|中心|规定|办法)$/.test(text),
    ),
}

/** Belief, not places of worship. */
export const religionDetector: Detector = {
  category: 'religion',
  admits: words([2, 16], hints.religion),
  judge: (text) =>
    yesIf(
      /^(?:信仰|信奉|皈依)?(?:藏传|汉传|南传)?(?:佛教|道教|伊斯兰教|回教|天主教|基督教|新教|东正教|犹太教|印度教|萨满教|喇嘛教|摩门教|锡克教)(?:徒|信徒|信众)?$|^无?宗教信仰$|^不?信教$|^(?:无|没有)宗教信仰$/.test(
        text,
      ),
    ),
}

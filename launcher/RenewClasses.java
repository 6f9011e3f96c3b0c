import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites jars that the start-up cache cannot take as they are. Their code stays as it is.
 *
 * <ul>
 *   <li>Classes of a format older than Java 6 are left out of the cache: they lack the stack maps by which newer ones are
 *       verified.
 *   <li>A sealed package that was linked ahead of time stops the JVM: it takes the package for defined already.
 * </ul>
 *
 * <p>Arguments: jars; those that can be taken are not touched.
 */
final class RenewClasses {
    /** First version of the class file format with stack maps. */
    private static final int FIRST_WITH_STACK_MAPS = ClassFile.JAVA_6_VERSION;

    /** First version that the rewritten classes can have without being verified the old way. */
    private static final int RENEWED = ClassFile.JAVA_8_VERSION;

    public static void main(String[] arguments) throws IOException {
        for (String argument : arguments) {
            Path jar = Path.of(argument);
            if (needsRenewal(jar)) {
                renew(jar);
            }
        }
    }

    private static boolean needsRenewal(Path jar) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(jar))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (isClass(entry) && isOld(entries.readNBytes(8))) {
                    return true;
                }
                if (isManifest(entry) && new Manifest(entries).getMainAttributes().containsKey(Attributes.Name.SEALED)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void renew(Path jar) throws IOException {
        Path renewed = jar.resolveSibling(jar.getFileName() + ".renewed");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
                ZipInputStream entries = new ZipInputStream(Files.newInputStream(jar));
                ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(renewed))) {
            ClassFile format = ClassFile.of(
                    ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(loader)
                                    .orElse(ClassHierarchyResolver.defaultResolver())));
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                byte[] bytes = entries.readAllBytes();
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTime(0);
                output.putNextEntry(copy);
                if (isManifest(entry)) {
                    bytes = unsealed(bytes);
                }
                output.write(isClass(entry) && isOld(bytes) ? renew(format, bytes) : bytes);
            }
        }
        Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] renew(ClassFile format, byte[] bytes) {
        // Passing every method's code through the library is what makes it write stack maps.
        ClassTransform passCode = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
        ClassTransform setVersion = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(RENEWED, 0);
            } else {
                builder.with(element);
            }
        };
        return format.transformClass(format.parse(bytes), passCode.andThen(setVersion));
    }

    private static byte[] unsealed(byte[] bytes) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(bytes));
        manifest.getMainAttributes().remove(Attributes.Name.SEALED);
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        manifest.write(output);
        return output.toByteArray();
    }

    private static boolean isManifest(ZipEntry entry) {
        return entry.getName().equals(JarFile.MANIFEST_NAME);
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class");
    }

    private static boolean isOld(byte[] bytes) {
        return ((bytes[6] & 0xff) << 8 | bytes[7] & 0xff) < FIRST_WITH_STACK_MAPS;
    }
}

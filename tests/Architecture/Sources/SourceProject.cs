using Bridges.TestBeds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Bridges.Architecture.Tests.Sources;

/// <summary>The sources of one project, bound: every name in them leads to the file that declares it.</summary>
internal sealed class SourceProject
{
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions _language = new(LanguageVersion.Latest);

    private SourceProject(CSharpCompilation compilation) => Compilation = compilation;

    /// <summary>Files are named by their paths inside the project.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The projects under <c>src</c> and <c>bridges</c>: their files by their names.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new[] { "src", "bridges" }
        .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.Combine(folder), "*.csproj", SearchOption.AllDirectories))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);

    public static SourceProject Read(string projectFile)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        return Of(
            Path.GetFileNameWithoutExtension(projectFile),
            FilesOf(folder).Select(file => (Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText(file))));
    }

    public static SourceProject Of(string name, IEnumerable<(string Path, string Text)> files)
    {
        var trees = files.Select(file => Parse(file.Text, file.Path)).Append(Parse(ImplicitUsings, path: ""));
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != name)
            .Select(path => MetadataReference.CreateFromFile(path));
        return new SourceProject(CSharpCompilation.Create(name, trees, assemblies));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), _language, path);

    /// <summary>A folder that has a project file of its own belongs to that project.</summary>
    private static IEnumerable<string> FilesOf(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal))
        {
            yield return file;
        }

        var subfolders = Directory.EnumerateDirectories(folder)
            .Where(path => Path.GetFileName(path) is not ("bin" or "obj" or "node_modules") && !Directory.EnumerateFiles(path, "*.csproj").Any());
        foreach (var file in subfolders.Order(StringComparer.Ordinal).SelectMany(FilesOf))
        {
            yield return file;
        }
    }
}

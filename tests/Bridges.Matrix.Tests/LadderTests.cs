using System.Text.RegularExpressions;
using Bridges.TestBeds;

namespace Bridges.Matrix.Tests;

/// <summary>The folders stand one above the other: each may use those below it, none reaches up.</summary>
public sealed partial class LadderTests
{
    private const int Patience = 10_000;

    private static readonly string[] FromTheGround =
        ["Unicode", "Ids", "Json", "Events", "Content", "Polls", "Reactions", "Pins", "Locations", "Packs", "Html", "Names", "Attachments", "Client", "ApplicationService"];

    [Fact]
    public void No_folder_reaches_up()
    {
        var root = Path.Combine(RepositoryRoot.Path, "src", "Bridges.Matrix");
        var folders = Directory.GetDirectories(root).Select(Path.GetFileName).Where(static name => name is not ("bin" or "obj")).ToArray();
        Assert.Empty(folders.Except(FromTheGround));

        var sources = folders.ToDictionary(
            folder => Array.IndexOf(FromTheGround, folder),
            folder => Directory.GetFiles(Path.Combine(root, folder!), "*.cs", SearchOption.AllDirectories).Select(file => (Path: file, Code: Comments().Replace(File.ReadAllText(file), ""))).ToArray());
        var homes = sources.SelectMany(static folder => folder.Value.SelectMany(file => Declarations().Matches(file.Code).Select(match => (Name: match.Groups["name"].Value, folder.Key))))
            .DistinctBy(static home => home.Name).ToDictionary(static home => home.Name, static home => home.Key);

        Assert.NotEmpty(homes);
        Assert.Empty(
            from folder in sources
            from file in folder.Value
            from Match word in Words().Matches(file.Code)
            where homes.TryGetValue(word.Value, out var home) && home > folder.Key
            select $"{Path.GetRelativePath(root, file.Path)} uses {word.Value} of {FromTheGround[homes[word.Value]]}");
    }

    [GeneratedRegex(@"//.*$|""(\\.|[^""\\])*""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Comments();

    [GeneratedRegex(@"^(public|internal) (static |sealed |abstract |readonly |partial )*(class|record struct|record|struct|enum|interface) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Declarations();

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w+(?=[ .(<?>\[,;){])(?! =)", RegexOptions.ExplicitCapture, Patience)]
    private static partial Regex Words();
}

using System.Collections.Concurrent;
using Bridges.Architecture.Tests.Sources;

namespace Bridges.Architecture.Tests;

/// <summary>
/// Inside each project the folders form a ladder: who stands above may use who stands below, never the other way round. Folders are
/// compared with those beside them; what lies in a folder's own folders is part of it. Files form a ladder, too; an abstract
/// record and its family count as one.
/// </summary>
public sealed class LadderTests
{
    private static readonly ConcurrentDictionary<string, Lazy<(SourceProject Source, Graph<string> Files)>> _read = new(StringComparer.Ordinal);

    public static TheoryData<string> Projects => [.. SourceProject.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_folder_uses_one_that_uses_it(string project)
    {
        var (_, files) = Read(project);
        AssertNone(files.Nodes.SelectMany(FoldersOf).Distinct(StringComparer.Ordinal).SelectMany(parent => CirclesIn(parent, files)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_file_uses_one_that_uses_it(string project)
    {
        var (source, files) = Read(project);
        AssertNone(files.Circles().Where(circle => !RecordFamily.Is(source, circle)).Select(circle => string.Join(", ", circle)));
    }

    private static (SourceProject Source, Graph<string> Files) Read(string project) =>
        _read.GetOrAdd(project, name => new(() =>
        {
            var source = SourceProject.Read(SourceProject.All[name]);
            return (source, SourceReferences.OfFiles(source));
        })).Value;

    /// <summary>The circles of the folders that lie in one, each told by the uses that make it.</summary>
    private static IEnumerable<string> CirclesIn(string parent, Graph<string> files)
    {
        var uses = files.Edges
            .Select(edge => (From: ChildOf(parent, edge.User), To: ChildOf(parent, edge.Used), Told: $"{edge.User} uses {edge.Used}"))
            .Where(use => use is { From: not null, To: not null } && use.From != use.To)
            .ToArray();
        var folders = new Graph<string>();
        foreach (var use in uses)
        {
            folders.Add(use.From!, use.To!);
        }

        return folders.Circles().Select(circle => string.Join(
            '\n', uses.Where(use => circle.Contains(use.From!) && circle.Contains(use.To!)).OrderBy(use => (use.From, use.To)).Select(use => use.Told)));
    }

    /// <summary>The folder within another in which a file lies, however deep; null for one that lies elsewhere, or directly in it.</summary>
    private static string? ChildOf(string parent, string file) =>
        file.StartsWith(parent, StringComparison.Ordinal) && file.IndexOf('/', parent.Length) is > 0 and var end ? file[..end] : null;

    /// <summary>All folders above a file, each with a slash at its end; the project's own is empty.</summary>
    private static IEnumerable<string> FoldersOf(string file) =>
        Enumerable.Range(0, file.Length).Where(at => at == 0 || file[at - 1] == '/').Select(at => file[..at]);

    private static void AssertNone(IEnumerable<string> circles) => Assert.True(!circles.Any(), $"In a circle:\n{string.Join("\n\n", circles)}");
}

namespace Bridges.Architecture.Tests.Sources;

public sealed class SourceReferencesTests
{
    [Fact]
    public void Files_that_use_each_other_are_a_circle()
    {
        var files = Read(
            ("Letter.cs", "namespace Post; class Letter { public string Text = \"\"; public bool IsRead => Box.Has(this); }"),
            ("Box.cs", "namespace Post; static class Box { public static bool Has(Letter letter) => letter.Text.Length > 0; }"));

        Assert.Equal(["Box.cs", "Letter.cs"], Assert.Single(files.Circles()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Extension_is_used_where_it_is_written()
    {
        var files = Read(
            ("Letter.cs", "namespace Post; class Letter { public bool IsRead => this.IsOpen(); }"),
            ("Reading.cs", "namespace Post; static class Reading { public static bool IsOpen(this Letter letter) => true; }"));

        Assert.Single(files.Circles());
    }

    [Fact]
    public void Parts_of_one_type_that_use_its_first_are_no_circle()
    {
        var files = Read(
            ("Client.cs", "namespace Post; partial class Client { private int _sent; }"),
            ("Client.Letters.cs", "namespace Post; partial class Client { public Client Send() { _sent++; return this; } }"));

        Assert.Empty(files.Circles());
    }

    [Fact]
    public void First_part_that_uses_another_part_is_a_circle()
    {
        var files = Read(
            ("Client.cs", "namespace Post; partial class Client { private int _sent; public void Flush() => Send(); }"),
            ("Client.Letters.cs", "namespace Post; partial class Client { public void Send() => _sent++; }"));

        Assert.Single(files.Circles());
    }

    private static Graph<string> Read(params IEnumerable<(string Path, string Text)> files) => SourceReferences.OfFiles(SourceProject.Of("Post", files));
}

namespace Bridges.Architecture.Tests.Sources;

public sealed class ConstructorPartsTests
{
    [Fact]
    public void Both_kinds_of_constructors_are_counted()
    {
        var source = SourceProject.Of(
            "Post",
            [
                ("Box.cs", "namespace Post; class Box(int width, int height, int depth);"),
                ("Letter.cs", "namespace Post; class Letter { public Letter(string text) { } internal Letter(string text, Box box) { } }"),
            ]);

        Assert.Equal([("Box.cs", 3), ("Letter.cs", 1), ("Letter.cs", 2)], ConstructorParts.Of(source));
    }

    [Fact]
    public void Values_of_records_and_parameters_of_methods_are_none()
    {
        var source = SourceProject.Of(
            "Post",
            [
                ("Address.cs", "namespace Post; record Address(string Name, string Street, string Town);"),
                ("Counter.cs", "namespace Post; static class Counter { public static int Add(int one, int other) => one + other; }"),
            ]);

        Assert.Empty(ConstructorParts.Of(source));
    }
}

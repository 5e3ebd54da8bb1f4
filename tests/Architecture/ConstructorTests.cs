using Bridges.Architecture.Tests.Sources;

namespace Bridges.Architecture.Tests;

/// <summary>A class that is put together from many parts does several things, and wants to be several classes.</summary>
public sealed class ConstructorTests
{
    private const int Most = 7;

    public static TheoryData<string> Projects => [.. SourceProject.All.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_class_is_put_together_from_more_than_seven_parts(string project)
    {
        var tooMany = ConstructorParts.Of(SourceProject.Read(SourceProject.All[project])).Where(constructor => constructor.Count > Most);

        Assert.True(!tooMany.Any(), $"Too many:\n{string.Join('\n', tooMany.Select(constructor => $"{constructor.File}: {constructor.Count}"))}");
    }
}

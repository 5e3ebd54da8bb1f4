using Bridges.Host.Watching;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Host.Tests.Watching;

public sealed class ProblemBoardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ProblemBoard _board;

    public ProblemBoardTests() => _board = new ProblemBoard(_time);

    [Fact]
    public void What_passes_by_itself_is_not_said()
    {
        Assert.Empty(_board.Update([Broken("a")]));
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Empty(_board.Update([Broken("a")]));
        Assert.Empty(_board.Update([]));
    }

    [Fact]
    public void What_lasts_is_said_once_with_its_mend_and_when_it_is_well_again()
    {
        _board.Update([Broken("a")]);
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(["⚠ a is broken. Mend it."], _board.Update([Broken("a")]));
        Assert.Empty(_board.Update([Broken("a")]));
        Assert.Equal(["✓ Well again: a is broken."], _board.Update([]));
        Assert.Empty(_board.Update([]));
    }

    [Fact]
    public void Of_a_flood_ten_things_are_said_an_hour_and_that_there_is_more()
    {
        Problem[] flood = [.. Enumerable.Range(0, 50).Select(number => Broken($"{number}") with { Patience = TimeSpan.Zero })];

        Assert.Equal(11, _board.Update(flood).Count);
        Assert.Empty(_board.Update(flood));
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(11, _board.Update(flood).Count);
    }

    private static Problem Broken(string name) => new(name, $"{name} is broken.", "Mend it.", TimeSpan.FromMinutes(5));
}

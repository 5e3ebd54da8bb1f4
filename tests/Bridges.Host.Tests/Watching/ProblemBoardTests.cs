using Bridges.Host.Watching;
using Microsoft.Extensions.Time.Testing;

namespace Bridges.Host.Tests.Watching;

public sealed class ProblemBoardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ProblemBoard _board;

    public ProblemBoardTests() => _board = new ProblemBoard(_time, TimeSpan.Zero);

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

    [Fact]
    public void What_comes_and_goes_is_one_trouble_and_over_once_it_stays_away()
    {
        var board = new ProblemBoard(_time, calm: TimeSpan.FromMinutes(1));
        Assert.Empty(board.Update([Broken("a")]));
        for (var minute = 0; minute < 2; minute++)
        {
            _time.Advance(TimeSpan.FromSeconds(50));
            Assert.Empty(board.Update([]));
            _time.Advance(TimeSpan.FromSeconds(50));
            Assert.Empty(board.Update([Broken("a")]));
        }

        _time.Advance(TimeSpan.FromSeconds(100));
        Assert.Single(board.Update([Broken("a")]));
        Assert.Empty(board.Update([]));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Empty(board.Update([]));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["✓ Well again: a is broken."], board.Update([]));
    }

    [Fact]
    public void A_restart_says_nothing_twice_and_forgets_nothing_that_is_over()
    {
        _board.Update([Broken("a") with { Patience = TimeSpan.Zero }, Broken("b") with { Patience = TimeSpan.Zero }]);
        var next = new ProblemBoard(_time, TimeSpan.Zero);
        next.Remember(_board.Said);

        Assert.Equal(["✓ Well again: b is broken."], next.Update([Broken("a") with { Patience = TimeSpan.Zero }]));
        Assert.Equal(["a"], next.Said.Keys);
    }

    [Fact]
    public void What_is_not_known_at_this_moment_is_not_well_again()
    {
        _board.Update([Broken("a") with { Patience = TimeSpan.Zero }]);

        Assert.Empty(_board.Update([], isKnown: _ => false));
        Assert.Single(_board.Update([]));
    }

    [Fact]
    public void In_a_flood_what_is_over_is_said_when_there_is_room_for_it()
    {
        _board.Update([.. Enumerable.Range(0, 10).Select(number => Broken($"{number}") with { Patience = TimeSpan.Zero })]);

        Assert.Single(_board.Update([]), words => words.StartsWith("⚠ There is more", StringComparison.Ordinal));
        _time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(10, _board.Update([]).Count(words => words.StartsWith('✓')));
    }

    private static Problem Broken(string name) => new(name, $"{name} is broken.", "Mend it.", TimeSpan.FromMinutes(5));
}

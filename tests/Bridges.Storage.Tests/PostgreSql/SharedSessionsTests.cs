namespace Bridges.Storage.Tests.PostgreSql;

public sealed class SharedSessionsTests
{
    [Theory]
    [InlineData(false, new[] { 1 }, new[] { 2 })]
    [InlineData(true, new[] { 1 }, new[] { 1 })]
    [InlineData(true, new[] { 1, 3 }, new[] { 2, 4 })]
    [InlineData(true, new[] { 1, 1, 1, 4 }, new[] { 2, 2, 2, 2 })]
    public async Task Connections_of_their_own_have_one_session_each(bool areShared, int[] one, int[] other)
    {
        Assert.Equal(areShared, await SharedSessions.AreThereAsync(InTurn(one), InTurn(other)));
    }

    private static Func<Task<int>> InTurn(int[] sessions)
    {
        var asked = 0;
        return () => Task.FromResult(sessions[Math.Min(asked++, sessions.Length - 1)]);
    }
}

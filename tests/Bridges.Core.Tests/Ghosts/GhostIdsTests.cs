using Bridges.Abstractions;
using Bridges.Core.Ghosts;
using Bridges.Matrix;
using FsCheck.Xunit;

namespace Bridges.Core.Tests.Ghosts;

public sealed class GhostIdsTests
{
    private static readonly NetworkId _network = new("test");
    private readonly GhostIds _ids = new(new CoreOptions { ServerName = "hs.test" }, new CurrentPeople());

    [Property]
    public bool Any_id_becomes_a_valid_localpart_and_maps_back(string id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return true;
        }

        try
        {
            var user = _ids.ToMatrix(_network, new RemoteUserId(id));
            return user.Localpart.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '=' or '-')
                && _ids.TryParse(user, out var network, out var back)
                && network == _network
                && back.Value == id;
        }
        catch (BridgeException refused)
        {
            return refused.Kind == FailureKind.Permanent;
        }
    }

    [Theory]
    [InlineData("_A_", "@_bridges_test____a__:hs.test")]
    [InlineData("a", "@_bridges_test_a:hs.test")]
    [InlineData("A", "@_bridges_test__a:hs.test")]
    [InlineData("é", "@_bridges_test_=c3=a9:hs.test")]
    [InlineData("=41", "@_bridges_test_=3d41:hs.test")]
    public void Ids_are_written_in_one_way(string id, string expected) =>
        Assert.Equal(expected, _ids.ToMatrix(_network, new RemoteUserId(id)).Value);

    [Theory]
    [InlineData("@_bridges_test_=41:hs.test")]
    [InlineData("@_bridges_test_=C3=A9:hs.test")]
    [InlineData("@_bridges_test_=ff:hs.test")]
    [InlineData("@_bridges_test_a:elsewhere.test")]
    [InlineData("@_bridges_test:hs.test")]
    public void Other_spellings_mean_nobody(string user) => Assert.False(_ids.TryParse(new UserId(user), out _, out _));

    [Fact]
    public void Half_a_character_is_refused_in_words() =>
        Assert.Contains("no valid text", Assert.Throws<BridgeException>(() => _ids.ToMatrix(_network, new RemoteUserId("a\ud800"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Id_that_is_too_long_is_refused_in_words() =>
        Assert.Contains("too long", Assert.Throws<BridgeException>(() => _ids.ToMatrix(_network, new RemoteUserId(new string('a', 300)))).Message, StringComparison.Ordinal);
}

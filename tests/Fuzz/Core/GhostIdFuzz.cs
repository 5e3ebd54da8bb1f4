using System.Text;
using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Core.Ghosts;
using Bridges.Fuzz.Tests.Machine;
using Bridges.Matrix;

namespace Bridges.Fuzz.Tests.Core;

public sealed class GhostIdFuzz
{
    private static readonly GhostIds Ids = new(new CoreOptions { ServerName = "hs.test" }, new CurrentPeople());
    private static readonly NetworkId Network = new("test");

    private static readonly Words RemoteIds = new(["12345", "c-1001234567890", "49151@s.whatsapp.net", "A_b.C", "éß", "=41"], ["_", "__", "=", "=5f", "_a", "A", "\u0130", "\u212A", new string('x', 120), new string('é', 60)]);
    private static readonly Words UserIds = new(["@_bridges_test_12345:hs.test", "@_bridges_test__a__=c3=a9:hs.test", "@_bridges_te_st:hs.test"], ["_", "=", "=41", "=C3", "_bridges_", "hs.test", "=ff", "=0", "=+1", "= 1"]);

    [Fact]
    public void Each_remote_id_has_one_valid_user_id_of_its_own()
    {
        // Remembering them all takes more than making one.
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        Fuzzing.Texts(30_000, RemoteIds, text =>
        {
            UserId user;
            try
            {
                user = Ids.ToMatrix(Network, new RemoteUserId(text));
            }
            catch (BridgeException refused)
            {
                Assert.Equal(FailureKind.Permanent, refused.Kind);
                return "refused";
            }

            Assert.Matches("^@_bridges_test_[a-z0-9._=/+-]*:hs\\.test$", user.Value);
            Assert.InRange(Encoding.UTF8.GetByteCount(user.Value), 1, 255);
            Assert.True(Ids.TryParse(user, out var network, out var back));
            Assert.Equal((Network, text), (network, back.Value));
            Assert.Equal(text, owners.TryGetValue(user.Value, out var owner) ? owner : text);
            owners[user.Value] = text;
            return "ghost";
        }, static length => 16_000_000 + (300L * length));
    }

    [Fact]
    public void A_user_id_that_means_somebody_is_the_one_that_is_written_for_them() => Fuzzing.Texts(20_000, UserIds, text =>
    {
        if (!UserId.TryParse(text, out var user) || !Ids.TryParse(user, out var network, out var remote))
        {
            return "nobody";
        }

        Assert.Equal(user, Ids.ToMatrix(network, remote));
        return "somebody";
    }, length => 64_000 + (300L * length));
}

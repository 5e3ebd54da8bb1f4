using Bridges.Host.Configuration;
using FsCheck.Xunit;

namespace Bridges.Host.Tests.Configuration;

public sealed class RoundTripTests
{
    [Property(MaxTest = 1000)]
    public void What_is_written_is_what_is_read(int seed)
    {
        var written = new WrittenConfiguration(seed);

        var read = ConfigurationText.Read(written.Yaml);

        var values = ValuesOf(read);
        Assert.All(written.Values, pair => Assert.Equal(pair.Value, values[pair.Key]));
        Assert.Equal(written.Values.Count, values.Count);
    }

    [Property(MaxTest = 200)]
    public void What_is_set_in_the_environment_is_what_is_read(int seed)
    {
        var written = new WrittenConfiguration(seed);
        // An empty variable counts as none, and permissions have names that no variable can have.
        var variables = written.Values
            .Where(pair => pair.Value.Length > 0 && !pair.Key.StartsWith("permissions.", StringComparison.Ordinal))
            .Select(pair => ("BRIDGES_" + pair.Key.Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant(), pair.Value))
            .ToArray();

        var values = ValuesOf(ConfigurationText.Read("", variables));

        Assert.All(written.Values.Where(pair => pair.Value.Length > 0 && values.ContainsKey(pair.Key)), pair => Assert.Equal(pair.Value, values[pair.Key]));
    }

    private static Dictionary<string, string> ValuesOf(BridgesConfiguration read)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["homeserver.url"] = read.Homeserver.Url.OriginalString,
            ["homeserver.server_name"] = read.Homeserver.ServerName,
            ["appservice.id"] = read.Appservice.Id,
            ["appservice.listen"] = read.Appservice.Listen.ToString(),
            ["appservice.url"] = read.Appservice.Url!.OriginalString,
            ["appservice.bot"] = read.Appservice.Bot,
            ["appservice.bot_name"] = read.Appservice.BotName,
            ["appservice.ghost_prefix"] = read.Appservice.GhostPrefix,
            ["appservice.as_token"] = read.Appservice.AsToken.Reveal(),
            ["appservice.hs_token"] = read.Appservice.HsToken.Reveal(),
            ["double_puppet.enabled"] = Lower(read.DoublePuppet.Enabled),
            ["double_puppet.as_token"] = read.DoublePuppet.AsToken!.Reveal(),
            ["bridging.command_prefix"] = read.Bridging.CommandPrefix,
            ["bridging.admin_room"] = read.Bridging.AdminRoom,
            ["bridging.chats_at_login"] = Lower(read.Bridging.ChatsAtLogin),
            ["bridging.messages_at_login"] = Lower(read.Bridging.MessagesAtLogin),
            ["bridging.most_chats_at_login"] = Lower(read.Bridging.MostChatsAtLogin),
            ["bridging.most_messages_at_login"] = Lower(read.Bridging.MostMessagesAtLogin),
            ["bridging.new_rooms_in_ten_minutes"] = Lower(read.Bridging.NewRoomsInTenMinutes),
            ["bridging.stay_after_logout"] = Lower(read.Bridging.StayAfterLogout),
            ["bridging.leaving_room_leaves_chat"] = Lower(read.Bridging.LeavingRoomLeavesChat),
            ["bridging.follow_chat_settings"] = Lower(read.Bridging.FollowChatSettings),
            ["bridging.follow_clients"] = Lower(read.Bridging.FollowClients),
            ["bridging.success_status_events"] = Lower(read.Bridging.SuccessStatusEvents),
            ["journal.keep_done_days"] = Lower(read.Journal.KeepDoneDays),
            ["logging.level"] = Lower(read.Logging.Level),
            ["logging.format"] = Lower(read.Logging.Format),
            ["metrics.enabled"] = Lower(read.Metrics.Enabled),
            ["secrets.key_file"] = read.Secrets.KeyFile,
        };
        foreach (var (who, level) in read.Permissions)
        {
            values[$"permissions.{who}"] = Lower(level);
        }

        if (read.Networks.TryGetValue("sample", out var sample))
        {
            values["networks.sample.text"] = Assert.IsType<ScalarNode>(Assert.Single(sample.Options.Entries).Value).Text;
        }

        return values;
    }

    private static string Lower<T>(T value)
        where T : notnull => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}").ToLowerInvariant();
}

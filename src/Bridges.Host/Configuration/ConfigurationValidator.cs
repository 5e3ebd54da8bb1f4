using System.Text.RegularExpressions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Host.Configuration;

/// <summary>Checks what types cannot: forms of names, and settings that need each other.</summary>
internal static partial class ConfigurationValidator
{
    private const int ShortestToken = 16;

    public static void Validate(BridgesConfiguration configuration, MappingNode root, ConfigurationProblems problems)
    {
        void Check(bool isRight, string key, string message)
        {
            if (!isRight)
            {
                problems.Add(root.Locate(key), key, message);
            }
        }

        // Required sections are null here when they are missing or wrong, which is told already.
        if (configuration.Homeserver is { } homeserver)
        {
            Check(IsWebAddress(homeserver.Url), "homeserver.url", "must begin with http:// or https://.");
            Check(IsOfOne(homeserver.Url), "homeserver.url", EveryAddressRule);
            Check(homeserver.Url is null || !IsWebAddress(homeserver.Url) || (homeserver.Url.AbsolutePath == "/" && homeserver.Url.Query.Length == 0), "homeserver.url", $"must be without a path: {homeserver.Url?.GetLeftPart(UriPartial.Authority)}. Where a proxy serves the homeserver below a path, name the homeserver's own listener behind it, often http://127.0.0.1:8008.");
            Check(homeserver.ServerName is null || IsServerName(homeserver.ServerName), "homeserver.server_name", "must be a server name such as example.org: what stands after the colon of user ids.");
        }

        if (configuration.Appservice is { } appservice)
        {
            Check(IsWebAddress(appservice.Url), "appservice.url", "must begin with http:// or https://.");
            Check(IsOfOne(appservice.Url), "appservice.url", EveryAddressRule);
            Check(appservice.Id.Length > 0, "appservice.id", "must not be empty.");
            Check(IsLocalpart(appservice.Bot), "appservice.bot", "may have lower-case letters, digits and . _ = - / + only: it is what stands between @ and the colon of the bot's user id.");
            Check(IsLocalpart(appservice.GhostPrefix), "appservice.ghost_prefix", "may have lower-case letters, digits and . _ = - / + only.");
            Check(!appservice.Bot.StartsWith(appservice.GhostPrefix, StringComparison.Ordinal), "appservice.bot", "must not begin with ghost_prefix, or the bot would be taken for a ghost.");
            Check(IsToken(appservice.AsToken), "appservice.as_token", TokenRule);
            Check(IsToken(appservice.HsToken), "appservice.hs_token", TokenRule);
            Check(appservice.AsToken is null || appservice.AsToken != appservice.HsToken, "appservice.hs_token", "must differ from as_token.");
        }

        Check(!configuration.DoublePuppet.Enabled || configuration.DoublePuppet.AsToken is not null, "double_puppet.as_token", "is missing. 'openssl rand -hex 32' prints one; or set double_puppet.enabled to false.");
        Check(IsToken(configuration.DoublePuppet.AsToken), "double_puppet.as_token", TokenRule);
        Check(configuration.DoublePuppet.AsToken is null || configuration.DoublePuppet.AsToken != configuration.Appservice?.AsToken, "double_puppet.as_token", "must differ from appservice.as_token.");
        Check(IsWebAddress(configuration.Homeserver?.StatusEndpoint), "homeserver.status_endpoint", "must begin with http:// or https://.");
        Check(IsWebAddress(configuration.Page.Url), "page.url", "must begin with http:// or https://.");
        Check(IsWebAddress(configuration.Page.ClientUrl), "page.client_url", "must begin with http:// or https://.");
        Check(configuration.Page.Listen is null || configuration.Page.Listen.Port != configuration.Appservice?.Listen.Port, "page.listen", "must have another port than appservice.listen; leave it out for the page to be served there.");
        Check(IsToken(configuration.Provisioning.SharedSecret), "provisioning.shared_secret", TokenRule);
        var problemOfDatabase = DatabaseProblem(configuration.Database.Reveal());
        Check(problemOfDatabase.Length == 0, "database", problemOfDatabase);
        Check(IsPath(configuration.DataDirectory), "data_directory", RuleFor(configuration.DataDirectory));
        Check(IsPath(configuration.ModulesDirectory), "modules_directory", RuleFor(configuration.ModulesDirectory));
        Check(IsPath(configuration.Secrets.KeyFile), "secrets.key_file", RuleFor(configuration.Secrets.KeyFile));
        Check(configuration.Journal.KeepDoneDays is >= 2 and <= 36500, "journal.keep_done_days", "must lie between 2 and 36500: by it, repeats are known again.");
        Check(configuration.Bridging.ChatsAtLogin is >= 0 and <= 1000, "bridging.chats_at_login", "must lie between 0 and 1000.");
        Check(configuration.Bridging.MessagesAtLogin is >= 0 and <= 1000, "bridging.messages_at_login", "must lie between 0 and 1000.");
        Check(configuration.Bridging.ProbeAfter >= TimeSpan.FromSeconds(1) && configuration.Bridging.ProbeAfter <= TimeSpan.FromHours(1), "bridging.probe_after", "must lie between 1s and 1h.");
        Check(configuration.Bridging.MostChatsAtLogin is >= 0 and <= 1000, "bridging.most_chats_at_login", "must lie between 0 and 1000.");
        Check(configuration.Bridging.MostMessagesAtLogin is >= 0 and <= 1000, "bridging.most_messages_at_login", "must lie between 0 and 1000.");
        Check(configuration.Bridging.CommandPrefix is { Length: > 0 } prefix && !prefix.Any(char.IsWhiteSpace), "bridging.command_prefix", "must be one word.");
        Check(configuration.Bridging.AdminRoom is "auto" or "none" || RoomId.TryParse(configuration.Bridging.AdminRoom, out _), "bridging.admin_room", "must be auto, none, or a room's id such as \"!abc:example.org\".");
        var media = configuration.Media;
        Check(media.Ffmpeg is null || IsPath(media.Ffmpeg), "media.ffmpeg", "must be a path, or the word none.");
        Check(media.MemoryMb is >= 128 and <= 4096, "media.memory_mb", "must lie between 128 and 4096.");
        Check(media.MaxMegapixels >= 1 && media.MaxMegapixels * 8L <= media.MemoryMb, "media.max_megapixels", "must be at least 1, and at most an eighth of memory_mb: a picture takes up to eight bytes a pixel while it is converted.");
        Check(media.Parallel is >= 1 and <= 16, "media.parallel", "must lie between 1 and 16.");
        Check(media.MaxTranscodeSeconds is >= 0 and <= 3600, "media.max_transcode_seconds", "must lie between 0 and 3600.");
        Check(media.WaitSeconds is >= 0 and <= 600, "media.wait_seconds", "must lie between 0 and 600.");
        foreach (var (level, size) in new[] { ("user", media.MaxFileMb.User), ("admin", media.MaxFileMb.Admin) })
        {
            Check(size is >= 0 and <= 1_000_000, $"media.max_file_mb.{level}", "must lie between 0 and 1000000.");
        }

        Check(configuration.Bridging.LiveLocationSeconds is >= 1 and <= 3600, "bridging.live_location_seconds", "must lie between 1 and 3600.");
        Check(media.Stickers.Size is >= 64 and <= 512, "media.stickers.size", "must lie between 64 and 512.");
        Check(media.Stickers.Fps is >= 1 and <= 60, "media.stickers.fps", "must lie between 1 and 60.");
        foreach (var who in configuration.Permissions.Keys)
        {
            // A server name that is none is told already.
            Check(IsPermissionKey(who) || who == configuration.Homeserver?.ServerName, $"permissions.{who}", $"must be \"*\", a server name such as example.org, or a user id such as \"@admin:example.org\".{Suggest(PermissionKeyIn(who))}");
        }

        foreach (var network in configuration.Networks.Keys)
        {
            Check(NetworkIdPattern().IsMatch(network), $"networks.{network}", $"a network's name has lower-case letters and digits only.{Suggest(NetworkIdPattern().IsMatch(network.ToLowerInvariant()) ? network.ToLowerInvariant() : null)}");
        }
    }

    private const string TokenRule = "must have at least 16 letters, digits or . _ ~ - and nothing else; 'openssl rand -hex 32' prints a good one.";

    private const string PathRule = "must be a path.";

    private const string EveryAddressRule = "leads nowhere: 0.0.0.0 and [::] stand for every address of a machine, to listen on. Write one address, such as 127.0.0.1.";

    private static bool IsOfOne(Uri? address) => address?.Host is not ("0.0.0.0" or "[::]");

    private static bool IsPath(string text) => text.Length > 0 && !text.Contains('\0') && !ShellPathPattern().IsMatch(text);

    private static string RuleFor(string path) => ShellPathPattern().IsMatch(path) ? "is not a path as it is: '~' and variables are the shell's, and are not filled in here. Write the folder's own name, such as /var/lib/bridges." : PathRule;

    private static bool IsWebAddress(Uri? address) => address is null || address.Scheme is "http" or "https";

    private static bool IsLocalpart(string text) => LocalpartPattern().IsMatch(text);

    private static bool IsServerName(string text) => ServerNamePattern().IsMatch(text);

    private static bool IsToken(Secret? token) =>
        token is null || (token.Reveal().Length >= ShortestToken && TokenPattern().IsMatch(token.Reveal()));

    private static string DatabaseProblem(string text)
    {
        try
        {
            var target = DatabaseOptions.Parse(text).Target;
            return IsPath(target) ? "" : RuleFor(target);
        }
        catch (FormatException malformed)
        {
            return malformed.Message;
        }
    }

    private static string Suggest(string? meant) => meant is null ? "" : $" Write '{meant}'.";

    /// <summary>What was meant by a key that is none, such as all users of a server, its address, or a user id without its @; null where nothing like it was.</summary>
    private static string? PermissionKeyIn(string who)
    {
        var bare = who.Trim();
        foreach (var beginning in (string[])["*:", "@*:", "@.*:", ":", "https://", "http://"])
        {
            bare = bare.StartsWith(beginning, StringComparison.Ordinal) ? bare[beginning.Length..] : bare;
        }

        bare = bare.TrimEnd('/');
        return IsPermissionKey(bare) ? bare : !bare.StartsWith('@') && IsPermissionKey($"@{bare}") ? $"@{bare}" : null;
    }

    private static bool IsPermissionKey(string who) =>
        who == "*" || IsServerName(who) || (who.StartsWith('@') && !who.Contains('*', StringComparison.Ordinal) && who.IndexOf(':') is > 1 and var colon && IsServerName(who[(colon + 1)..]));

    [GeneratedRegex(@"\A[a-z0-9._=/+-]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LocalpartPattern();

    [GeneratedRegex(@"\A(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ServerNamePattern();

    [GeneratedRegex(@"\A(?:~(?:/|\z)|\$(?:[A-Za-z_]+|\{[A-Za-z_]+\})/)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShellPathPattern();

    [GeneratedRegex(@"\A[A-Za-z0-9._~-]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"\A[a-z0-9]+\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NetworkIdPattern();
}

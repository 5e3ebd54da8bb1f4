using System.Text.RegularExpressions;

namespace Bridges.Matrix.Tests;

public sealed class RegistrationTests
{
    private static readonly Uri Url = new("http://127.0.0.1:29300");

    [Fact]
    public void Document_reads_back_as_it_was_written()
    {
        var registration = RegistrationDocuments.Main("bridges", Url, "hs.example.org", "bridges", "_bridges_") with
        {
            Id = "it's: a # test",
            RateLimited = true,
            Aliases = [new RegistrationNamespace("^#x'y$", Exclusive: false)],
        };

        var back = RegistrationYaml.Read(RegistrationYaml.Write(registration, "Comment: 'with'\n\n- lines"));

        Assert.Equivalent(registration, back, strict: true);
    }

    [Fact]
    public void Main_document_claims_bot_and_ghosts_of_one_server_alone()
    {
        var users = RegistrationDocuments.Main("bridges", Url, "hs.example.org", "bridges", "_bridges_").Users;

        Assert.All(users, entry => Assert.True(entry.Exclusive));
        Assert.True(Claims("@bridges:hs.example.org"));
        Assert.True(Claims("@_bridges_telegram_7:hs.example.org"));
        Assert.True(Claims("@_bridges_service:hs.example.org"));
        Assert.False(Claims("@_bridges_telegram_7:hsXexample.org"));
        Assert.False(Claims("@alice:hs.example.org"));
        Assert.False(Claims("@bridges2:hs.example.org"));

        bool Claims(string user) => users.Any(entry => Regex.IsMatch(user, entry.Regex, RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Companion_has_no_address_and_claims_nobody_for_itself()
    {
        var companion = RegistrationDocuments.Companion("bridges-double-puppet", "hs.test");
        var yaml = RegistrationYaml.Write(companion, "Companion");

        Assert.Contains("\nurl: null\n", yaml, StringComparison.Ordinal);
        Assert.Contains("    - regex: '^@.*:hs\\.test$'\n      exclusive: false\n", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("ephemeral", yaml, StringComparison.Ordinal);
        Assert.Null(RegistrationYaml.Read(yaml).Url);
    }

    [Fact]
    public void Documents_have_tokens_of_their_own_which_are_not_shown()
    {
        var one = RegistrationDocuments.Main("bridges", Url, "hs.test", "bridges", "_bridges_");
        var other = RegistrationDocuments.Companion("bridges-double-puppet", "hs.test");

        Assert.Equal(4, new[] { one.AsToken, one.HsToken, other.AsToken, other.HsToken }.Distinct().Count());
        Assert.Equal(64, one.AsToken.Length);
        Assert.DoesNotContain(one.AsToken, one.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Documents_of_others_are_read()
    {
        var registration = RegistrationYaml.Read(
            """
            # by hand
            id: lab
            url: "http://127.0.0.1:18100"
            as_token: a
            hs_token: h
            sender_localpart: bot
            namespaces:
              users:
                - {regex: '^@bot:hs\.test$', exclusive: true}
            de.sorunome.msc2409.push_ephemeral: true
            io.element.msc4190: true
            """);

        Assert.Equal(@"^@bot:hs\.test$", Assert.Single(registration.Users).Regex);
        Assert.True(registration.ReceiveEphemeral);
        Assert.True(registration.RateLimited);
    }

    [Theory]
    [InlineData("", "one YAML document")]
    [InlineData("- a", "one YAML document")]
    [InlineData("id: [", "not YAML, line")]
    [InlineData("id: x", "'as_token'")]
    [InlineData("id: {a: b}", "'id' (line 1) must be a text")]
    [InlineData("id: x\nurl: ftp://x\nas_token: a\nhs_token: h\nsender_localpart: s", "'url' (line 2)")]
    [InlineData("id: x\nas_token: a\nhs_token: h\nsender_localpart: s\nrate_limited: maybe", "'rate_limited' (line 5)")]
    public void Mistakes_are_named_with_their_line(string yaml, string expected)
    {
        var mistake = Assert.Throws<FormatException>(() => RegistrationYaml.Read(yaml));

        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }
}

using Bridges.Fuzz.Tests.Machine;
using Bridges.Host;
using Bridges.Host.Configuration;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Fuzz.Tests.Host;

public sealed class ConfigurationFuzz
{
    private const string Secret = "SECRET:SECRET:SECRET";

    private static readonly Words Configurations = new(
        [
            $$"""
            homeserver: {url: "http://[::1]:8008", server_name: hs.test}
            appservice:
              listen: "*:29400"
              url: http://bridge.test
              as_token: as{{Secret}}
              hs_token: 'hs{{Secret}}'
            double_puppet: {enabled: true, as_token: dp{{Secret}}}
            database: postgres://u:p{{Secret}}@localhost:5432/bridges?sslmode=require
            permissions:
              "*": user
              "@admin:hs.test": admin
            networks:
              telegram: {enabled: true, api_id: 1, proxy: {port: 5} }
            journal: {keep_done_days: 3}
            metrics: {enabled: false}
            """,
            $"homeserver:\n  url: http://127.0.0.1:8008\n  server_name: example.org\nappservice:\n  as_token: as{Secret}\n  hs_token: hs{Secret}\ndouble_puppet:\n  enabled: false\ndatabase: sqlite:a.db\nlogging:\n  level: debug\n  format: json\n",
        ],
        [.. Words.Yaml, "http://", "https://a b", "http://[", "postgres://", "sqlite:", "localhost:1", "[fe80::1%1]:80", "1:1", ":99999", "blocked", "?sslmode=", "%zz"]);

    [Fact]
    public void A_configuration_is_read_or_refused_in_words_that_tell_no_secret() => Fuzzing.Texts(14_000, Configurations, Check, length => 3_000_000 + (8000L * length));

    private static string Check(string yaml)
    {
        try
        {
            var file = ConfigurationFile.Parse(yaml, "/etc/bridges/config.yaml", new Dictionary<string, string>());
            Use(file.Value);
            return "read";
        }
        catch (ConfigurationException refused)
        {
            Assert.NotEmpty(refused.Problems);
            // A key may be told: what is written there is no value.
            Assert.DoesNotContain(refused.Problems, problem => problem.Message.Contains(Secret, StringComparison.Ordinal));
            return refused.Problems.Count == 1 ? "one problem" : "problems";
        }
    }

    /// <summary>What a valid configuration is turned into at once.</summary>
    private static void Use(BridgesConfiguration configuration)
    {
        Assert.DoesNotContain(Secret, configuration.ToString(), StringComparison.Ordinal);
        Assert.True(configuration.Appservice.Listen.LocalUrl.IsLoopback || configuration.Appservice.Listen.Port > 0);
        configuration.ToCoreOptions();
        Assert.DoesNotContain(Secret, configuration.ToHomeserverOptions(configuration.Appservice.AsToken).ToString(), StringComparison.Ordinal);
        var registration = ConfiguredRegistrations.Primary(configuration);
        Assert.Equal(registration.Users, RegistrationYaml.Read(RegistrationYaml.Write(registration, "")).Users);
        Assert.DoesNotContain(Secret, DatabaseOptions.Parse(configuration.Database.Reveal()).ToString(), StringComparison.Ordinal);
    }
}

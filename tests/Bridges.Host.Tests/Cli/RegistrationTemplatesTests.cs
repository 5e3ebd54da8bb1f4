using Bridges.Host.Configuration;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Cli;

/// <summary>The templates in the repository say what the program writes.</summary>
public sealed class RegistrationTemplatesTests
{
    [Theory]
    [InlineData("bridges.template.yaml")]
    [InlineData("bridges-double-puppet.template.yaml")]
    public void A_template_agrees_with_what_the_configuration_asks_for(string name)
    {
        const string Token = "MAKE_A_TOKEN_LONG";
        var configuration = ConfigurationFile.Parse(
            $$"""
            homeserver: {url: "http://127.0.0.1:8008", server_name: example.org}
            appservice: {as_token: {{Token}}, hs_token: MAKE_ANOTHER_TOKEN}
            double_puppet: {as_token: {{Token}}_2}
            """, "/etc/bridges/config.yaml", new Dictionary<string, string>()).Value;
        var token = name.Contains("double", StringComparison.Ordinal) ? Token + "_2" : Token;
        var template = File.ReadAllText(RepositoryRoot.Combine("registration", name)).Replace("as_token: MAKE_A_TOKEN", $"as_token: {token}", StringComparison.Ordinal);

        Assert.Empty(RegistrationComparison.Differences(configuration, template));
    }
}

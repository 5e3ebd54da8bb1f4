using System.Security.Cryptography;

namespace Bridges.TestBeds.Host;

/// <summary>Writes what a host and its homeserver are given: the configuration and the two registrations.</summary>
internal sealed class HostFiles(TempFolder folder, int port)
{
    private readonly string _appserviceToken = NewToken();
    private readonly string _homeserverToken = NewToken();
    private readonly string _doublePuppetToken = NewToken();

    public string Configuration => folder.Combine("bridges.yaml");

    public string Registration => folder.Combine("registration.yaml");

    public string DoublePuppetRegistration => folder.Combine("double-puppet.yaml");

    public void Write(BridgesHostOptions options)
    {
        File.WriteAllText(Configuration, ConfigurationText(options));
        File.WriteAllText(Registration, RegistrationText(options.ServerName));
        File.WriteAllText(DoublePuppetRegistration, DoublePuppetRegistrationText(options.ServerName));
    }

    private static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private static string Escaped(string serverName) => serverName.Replace(".", "\\.", StringComparison.Ordinal);

    private string ConfigurationText(BridgesHostOptions options) =>
        $"""
        homeserver:
          url: "{options.HomeserverUrl}"
          server_name: "{options.ServerName}"
        appservice:
          listen: "127.0.0.1:{port}"
          as_token: "{_appserviceToken}"
          hs_token: "{_homeserverToken}"
        double_puppet:
          as_token: "{_doublePuppetToken}"
        database: "{options.Database}"
        permissions:
        {string.Join('\n', options.Permissions.Select(entry => $"  \"{entry.Key}\": {entry.Value}"))}
        {options.ExtraConfiguration}

        """;

    private string RegistrationText(string serverName) =>
        $$"""
        id: bridges
        url: "http://127.0.0.1:{{port}}"
        as_token: "{{_appserviceToken}}"
        hs_token: "{{_homeserverToken}}"
        sender_localpart: _bridges_service
        rate_limited: false
        receive_ephemeral: true
        de.sorunome.msc2409.push_ephemeral: true
        org.matrix.msc3202: true
        io.element.msc4190: true
        namespaces:
          users:
            - {regex: '^@bridges:{{Escaped(serverName)}}$', exclusive: true}
            - {regex: '^@_bridges_.*:{{Escaped(serverName)}}$', exclusive: true}
          aliases: []
          rooms: []

        """;

    private string DoublePuppetRegistrationText(string serverName) =>
        $$"""
        id: bridges-double-puppet
        url: null
        as_token: "{{_doublePuppetToken}}"
        hs_token: "{{NewToken()}}"
        sender_localpart: _bridges_double_puppet
        rate_limited: false
        namespaces:
          users:
            - {regex: '^@.*:{{Escaped(serverName)}}$', exclusive: false}
          aliases: []
          rooms: []

        """;
}

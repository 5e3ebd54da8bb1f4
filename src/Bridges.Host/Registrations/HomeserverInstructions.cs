namespace Bridges.Host;

/// <summary>How each homeserver is given the registrations.</summary>
internal static class HomeserverInstructions
{
    public static string For(IReadOnlyList<string> files) => $"""
        Give the homeserver these registrations, then restart it:

          Synapse, in homeserver.yaml:
            app_service_config_files:
        {Lines(files, "      - ")}
            (its user must be able to read them: chgrp matrix-synapse FOLDER FILES; chmod 750 FOLDER; chmod 640 FILES)

          Dendrite, in dendrite.yaml:
            app_service_api:
              config_files:
        {Lines(files, "        - ")}

          Conduit and its family, in the admin room, once for each file, with its text in a code block; no restart:
            Conduit:                                @conduit:SERVER: register-appservice
            conduwuit, continuwuity and tuwunel:    !admin appservices register

        """;

    /// <summary>One sentence, for when the homeserver turns out not to have them.</summary>
    public static string Short(string directory) =>
        $"{(RegistrationFiles.AreIn(directory) ? "Give" : "Run 'bridges registration' and give")} the homeserver both files in {directory}: Synapse lists them under app_service_config_files in homeserver.yaml, Dendrite under app_service_api.config_files in dendrite.yaml, then restart it; Conduit and its family take them in the admin room.";

    private static string Lines(IReadOnlyList<string> files, string indent) =>
        string.Join(Environment.NewLine, files.Select(file => indent + file));
}

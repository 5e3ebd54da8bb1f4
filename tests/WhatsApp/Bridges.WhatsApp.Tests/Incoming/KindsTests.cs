using Bridges.Abstractions;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Incoming;

/// <summary>Every kind of message that WhatsApp has, as it comes in. One account for all of them.</summary>
public sealed class KindsTests(LinkedFixture linked) : IClassFixture<LinkedFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WhatsAppBed Bed => linked.Bed;

    [Fact]
    public async Task A_text_has_its_formatting_and_its_mentions()
    {
        var text = await ContentAsync<TextContent>(new
        {
            extendedTextMessage = new
            {
                text = $"*bold* _italic_ ~gone~ `code` hello @{Bed.Me.Lid} and @{Bed.Me.Number}",
                contextInfo = new { mentionedJid = new[] { $"{Bed.Me.Lid}@lid" } },
            },
        });

        Assert.StartsWith("bold italic gone code hello @", text.Text.Text, StringComparison.Ordinal);
        Assert.Contains(text.Text.Spans, span => span.Style is TextStyle.Bold && span.Start == 0 && span.Length == 4);
        Assert.Contains(text.Text.Spans, span => span.Style is TextStyle.Italic);
        Assert.Contains(text.Text.Spans, span => span.Style is TextStyle.Strikethrough);
        Assert.Contains(text.Text.Spans, span => span.Style is TextStyle.Code);
        // The text may call somebody by their number, and the list by their opaque id.
        Assert.Equal(2, text.Text.Spans.Count(span => span.Style is TextStyle.Mention mention && mention.User.Value == Bed.Me.Lid));
    }

    [Fact]
    public async Task A_link_has_its_preview()
    {
        var text = await ContentAsync<TextContent>(new
        {
            extendedTextMessage = new { text = "see https://example.org/a", matchedText = "https://example.org/a", title = "The title", description = "What it is about" },
        });

        var preview = Assert.Single(text.Previews!);
        Assert.Equal(("https://example.org/a", "The title", "What it is about"), (preview.Url, preview.Title, preview.Description));
    }

    /// <summary>Its code is for the account alone, and no link: it is taken up by the choice.</summary>
    [Fact]
    public async Task An_invitation_into_a_group_can_be_taken_up()
    {
        var message = await MessageAsync(new { groupInviteMessage = new { groupJid = "120363000000000088@g.us", groupName = "Chess", inviteCode = "ABCDEFGHIJKL", inviteExpiration = 1900000000, caption = "Come along" } });

        var invitation = Assert.IsType<InvitationContent>(message.Parts[0].Content);
        Assert.Equal(("Chess", null, "Come along"), (invitation.ChatName, invitation.Link, invitation.Caption?.Text));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1900000000), invitation.ExpiresAt);
        Assert.Equal("Join the group", Assert.Single(message.Choices).Label);
    }

    /// <summary>Nothing of it is left when it is decoded; it must not vanish.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"messageContextInfo":{"messageSecret":{"base64":"AQID"}}}""")]
    [InlineData("""{"ephemeralMessage":{"message":{}}}""")]
    public async Task A_message_of_a_kind_that_is_not_known_yet_is_a_line(string said)
    {
        var message = await MessageAsync(System.Text.Json.JsonDocument.Parse(said).RootElement);

        Assert.Contains("does not know", Assert.IsType<UnsupportedContent>(message.Parts[0].Content).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_assistant_says_in_pieces_is_one_text()
    {
        var content = await ContentAsync<TextContent>(new
        {
            botForwardedMessage = new
            {
                message = new
                {
                    richResponseMessage = new
                    {
                        messageType = 1,
                        submessages = new object[]
                        {
                            new { messageType = 2, messageText = "So it is done:" },
                            new { messageType = 5, codeMetadata = new { codeLanguage = "sh", codeBlocks = new[] { new { codeContent = "ls " }, new { codeContent = "-l" } } } },
                            new { messageType = 4, tableMetadata = new { rows = new[] { new { items = new[] { "name", "size" } }, new { items = new[] { "a", "1" } } } } },
                        },
                    },
                },
            },
        });

        Assert.Equal("So it is done:\n\nls -l\n\nname | size\na | 1", content.Text.Text);
    }

    [Fact]
    public async Task A_reply_names_what_it_answers()
    {
        var first = await Bed.SayAsync(Bed.Alice, "a question");
        var message = await MessageAsync(new
        {
            extendedTextMessage = new
            {
                text = "an answer",
                contextInfo = new { stanzaId = first.Value, participant = $"{Bed.Alice.Lid}@lid", quotedMessage = new { conversation = "a question" } },
            },
        });

        Assert.Equal(first, message.ReplyTo!.Message);
        Assert.Equal(Bed.Alice.Lid, message.ReplyTo.Author?.Value);
        Assert.Equal("a question", message.ReplyTo.Excerpt);
    }

    [Fact]
    public async Task A_long_text_that_is_answered_is_cut_between_characters()
    {
        var quoted = new { conversation = new string('x', 399) + "😀" };
        var message = await MessageAsync(new { extendedTextMessage = new { text = "too long", contextInfo = new { stanzaId = "LONG", participant = $"{Bed.Me.Lid}@lid", quotedMessage = quoted } } });

        Assert.Equal(new string('x', 399), message.ReplyTo?.Excerpt);
    }

    /// <summary>What is answered may not be there: then it is said what it was.</summary>
    [Fact]
    public async Task A_reply_to_somebodys_status_or_to_a_picture_says_what_it_answers()
    {
        var picture = new { imageMessage = new { mimetype = "image/jpeg" } };
        var toStatus = await MessageAsync(new { extendedTextMessage = new { text = "nice", contextInfo = new { stanzaId = "ST1", participant = $"{Bed.Me.Lid}@lid", remoteJid = "status@broadcast", quotedMessage = picture } } });
        var toPicture = await MessageAsync(new { extendedTextMessage = new { text = "who?", contextInfo = new { stanzaId = "P1", participant = $"{Bed.Me.Lid}@lid", quotedMessage = picture } } });

        Assert.Equal(("Status: Picture", "Picture"), (toStatus.ReplyTo?.Excerpt, toPicture.ReplyTo?.Excerpt));
    }

    [Fact]
    public async Task What_is_answered_has_names_in_place_of_numbers_and_no_marks()
    {
        await Bed.SayAsync(Bed.Alice, "so that her name is known");
        var quoted = new { extendedTextMessage = new { text = $"*ask* @{Bed.Alice.Lid}", contextInfo = new { mentionedJid = new[] { $"{Bed.Alice.Lid}@lid" } } } };
        var message = await MessageAsync(new { extendedTextMessage = new { text = "why?", contextInfo = new { stanzaId = "OLD", participant = $"{Bed.Me.Lid}@lid", quotedMessage = quoted } } });

        Assert.Equal("ask @Alice", message.ReplyTo?.Excerpt);
    }

    [Fact]
    public async Task Addresses_that_are_none_do_no_harm()
    {
        var message = await MessageAsync(new
        {
            extendedTextMessage = new
            {
                text = "hello @nonsense", contextInfo = new { mentionedJid = new[] { "", "@", "nonsense@lid", "x@y", "../../etc@lid" }, stanzaId = "NONE", participant = "", remoteJid = "odd@nowhere" },
            },
        });

        Assert.Empty(Assert.IsType<TextContent>(message.Parts[0].Content).Text.Spans);
        Assert.Null(message.ReplyTo!.Author);
        Assert.Null(message.ReplyTo.OtherChat);
    }

    [Fact]
    public async Task A_forwarded_message_says_so_and_a_disappearing_one_when()
    {
        var message = await MessageAsync(new { extendedTextMessage = new { text = "handed on", contextInfo = new { isForwarded = true, expiration = 86400 } } });

        Assert.NotNull(message.Forward);
        Assert.Equal(TimeSpan.FromDays(1), message.Timer?.After);
    }

    [Theory]
    [InlineData("image", "imageMessage", "image/jpeg", typeof(ImageContent))]
    [InlineData("video", "videoMessage", "video/mp4", typeof(VideoContent))]
    [InlineData("video", "ptvMessage", "video/mp4", typeof(RoundVideoContent))]
    [InlineData("audio", "audioMessage", "audio/mpeg", typeof(AudioContent))]
    [InlineData("document", "documentMessage", "application/pdf", typeof(FileContent))]
    [InlineData("sticker", "stickerMessage", "image/webp", typeof(StickerContent))]
    public async Task A_file_is_of_its_kind_and_can_be_fetched(string type, string part, string mime, Type kind)
    {
        var bytes = Enumerable.Range(0, 5000).Select(position => (byte)(position * 3)).ToArray();

        var message = await MediaAsync(type, part, bytes, new { mimetype = mime });

        var media = Assert.IsAssignableFrom<MediaContent>(message.Parts[0].Content);
        Assert.IsType(kind, media);
        Assert.Equal(mime, media.File.ContentType);
        Assert.Equal(bytes, await FetchAsync(message, media.File));
    }

    [Fact]
    public async Task A_gif_is_an_animation_and_a_voice_message_has_its_waveform()
    {
        var gif = await MediaAsync("video", "videoMessage", [1, 2, 3], new { mimetype = "video/mp4", gifPlayback = true });
        Assert.IsType<AnimationContent>(gif.Parts[0].Content);

        var waveform = Convert.ToBase64String([.. Enumerable.Range(0, 64).Select(bar => (byte)bar)]);
        var voice = await MediaAsync("audio", "audioMessage", [4, 5, 6], new { mimetype = "audio/ogg; codecs=opus", ptt = true, seconds = 7, waveform = new { base64 = waveform } });
        var content = Assert.IsType<VoiceContent>(voice.Parts[0].Content);
        Assert.Equal(64, content.Waveform.Count);
        Assert.Equal(TimeSpan.FromSeconds(7), content.File.Duration);
        Assert.Equal("audio/ogg", content.File.ContentType);
    }

    /// <summary>One picture, not two.</summary>
    [Fact]
    public async Task A_picture_in_high_quality_takes_the_place_of_its_first_form()
    {
        var first = await MediaAsync("image", "imageMessage", [1, 2, 3], new { mimetype = "image/jpeg", caption = "look" });
        var context = new { messageAssociation = new { associationType = 10, parentMessageKey = new { remoteJid = $"{Bed.Me.Lid}@lid", id = first.Id.Value, fromMe = true } } };

        var id = (await Bed.Simulation.DoAsync("sendMedia", new
        {
            from = Bed.Alice.Number, to = Bed.Me.Number, type = "image", part = "imageMessage", bytes = new { base64 = Convert.ToBase64String([4, 5, 6, 7]) },
            fields = new { mimetype = "image/jpeg", caption = "look" }, wrap = "associatedChildMessage", context,
        })).GetProperty("id").GetString();

        var edit = await linked.Host.Events.FirstAsync<RemoteEdit>(edit => edit.Target == first.Id);
        var better = Assert.IsType<ImageContent>(edit.Parts[0].Content);
        Assert.Equal("look", better.Caption?.Text);
        Assert.NotEqual(((ImageContent)first.Parts[0].Content).File.Reference, better.File.Reference);
        Assert.Equal([4, 5, 6, 7], await FetchAsync(first, better.File));
        Assert.DoesNotContain(linked.Host.Events.All, told => told is RemoteMessage message && message.Id.Value == id);
    }

    /// <summary>Never a zip archive.</summary>
    [Fact]
    public async Task A_lottie_sticker_is_unpacked()
    {
        const string Drawing = """{"v":"5.5.2","fr":30,"ip":0,"op":30,"w":512,"h":512,"layers":[]}""";
        var preview = Convert.ToBase64String([137, 80, 78, 71]);
        var message = await MediaAsync(
            "sticker", "stickerMessage", LottieArchive.Of(Drawing), new { mimetype = "application/was", isAnimated = true, isLottie = true, pngThumbnail = new { base64 = preview } }, wrap: "lottieStickerMessage");

        var sticker = Assert.IsType<StickerContent>(message.Parts[0].Content);
        Assert.True(sticker.IsAnimated);
        Assert.Equal("application/x-tgsticker", sticker.File.ContentType);
        Assert.Equal(Drawing, LottieArchive.Gunzip(await FetchAsync(message, sticker.File)));
        // What cannot be made to move is shown by it.
        Assert.Equal(Convert.FromBase64String(preview), await FetchAsync(message, sticker.File.Thumbnail!));
    }

    [Fact]
    public async Task An_archive_that_holds_no_drawing_is_refused_in_words()
    {
        var message = await MediaAsync("sticker", "stickerMessage", LottieArchive.Of("", "readme.txt"), new { mimetype = "application/was", isLottie = true }, wrap: "lottieStickerMessage");

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => FetchAsync(message, ((StickerContent)message.Parts[0].Content).File));

        Assert.Equal((FailureKind.Permanent, "The sticker is damaged."), (refusal.Kind, refusal.Message));
    }

    [Fact]
    public async Task A_place_a_contact_and_an_event_say_what_they_are()
    {
        var place = await ContentAsync<LocationContent>(new { locationMessage = new { degreesLatitude = 52.5, degreesLongitude = 13.4, name = "Café", address = "Street 1" } });
        Assert.Equal((52.5, 13.4, "Café"), (place.Latitude, place.Longitude, place.Name));

        var live = await ContentAsync<LiveLocationContent>(new { liveLocationMessage = new { degreesLatitude = 1.5, degreesLongitude = 2.5 } });
        Assert.Equal(1.5, live.Latitude);

        var contacts = await ContentAsync<ContactsContent>(new { contactMessage = new { displayName = "Bob", vcard = "BEGIN:VCARD\nFN:Bob\nTEL;TYPE=CELL:+49 151 1\nEND:VCARD" } });
        Assert.Equal("+49 151 1", Assert.Single(Assert.Single(contacts.Contacts).Phones));

        var appointment = await ContentAsync<CalendarEventContent>(new { eventMessage = new { name = "Party", description = "bring cake", startTime = 1800000000, location = new { name = "Garden" } } });
        Assert.Equal((DateTimeOffset.FromUnixTimeSeconds(1800000000), "bring cake\nWhere: Garden"), (appointment.StartsAt, appointment.Description));
    }

    /// <summary>A poll with the number 0 lets one choose any number.</summary>
    [Fact]
    public async Task A_poll_that_names_no_number_of_choices_takes_any()
    {
        var poll = await ContentAsync<PollContent>(new
        {
            pollCreationMessage = new { name = "Lunch?", options = new[] { new { optionName = "a" }, new { optionName = "b" }, new { optionName = "c" } }, selectableOptionsCount = 0 },
        });

        Assert.Equal(3, poll.MaximumSelections);
        Assert.Equal(["a", "b", "c"], poll.Options.Select(option => option.Text.Text));
    }

    [Fact]
    public async Task A_business_message_is_readable_and_has_its_buttons()
    {
        var message = await MessageAsync(new
        {
            buttonsMessage = new
            {
                contentText = "Your order is ready", footerText = "The shop", headerType = 1,
                buttons = new[] { new { buttonId = "yes", buttonText = new { displayText = "Fetch it" }, type = 1 } },
            },
        });

        Assert.Contains("Your order is ready", Assert.IsType<TextContent>(message.Parts[0].Content).Text.Text, StringComparison.Ordinal);
        Assert.Equal(("yes", "Fetch it"), (message.Choices[0].Id, message.Choices[0].Label));
    }

    [Theory]
    [InlineData("templateMessage")]
    [InlineData("highlyStructuredMessage")]
    [InlineData("interactiveMessage")]
    [InlineData("interactiveMessageTemplate")]
    [InlineData("carouselMessage")]
    [InlineData("buttonsMessage")]
    public async Task A_business_messages_picture_has_its_text_below_it(string form)
    {
        const string Stored = "$media";
        var buttons = new[] { new { index = 0, quickReplyButton = new { displayText = "Buy", id = "buy" } } };
        var template = new { hydratedTemplate = new { imageMessage = Stored, hydratedContentText = "*New* shoes", hydratedFooterText = "The shop", hydratedButtons = buttons } };
        var interactive = new
        {
            header = new { imageMessage = Stored, hasMediaAttachment = true }, body = new { text = "*New* shoes" }, footer = new { text = "The shop" },
            nativeFlowMessage = new { buttons = new[] { new { name = "quick_reply", buttonParamsJson = """{"display_text":"Buy","id":"buy"}""" } } },
        };
        object said = form switch
        {
            "templateMessage" => new { templateMessage = template },
            "highlyStructuredMessage" => new { highlyStructuredMessage = new { hydratedHsm = template } },
            "interactiveMessage" => new { interactiveMessage = interactive },
            "interactiveMessageTemplate" => new { templateMessage = new { interactiveMessageTemplate = interactive } },
            "carouselMessage" => new { interactiveMessage = new { footer = new { text = "The shop" }, carouselMessage = new { cards = new[] { interactive } } } },
            _ => new { buttonsMessage = new { imageMessage = Stored, headerType = 4, contentText = "*New* shoes", footerText = "The shop", buttons = new[] { new { buttonId = "buy", buttonText = new { displayText = "Buy" }, type = 1 } } } },
        };

        var id = (await Bed.Simulation.DoAsync("sendMedia", new
        {
            from = Bed.Alice.Number, to = Bed.Me.Number, type = "image", part = "", bytes = new { base64 = Convert.ToBase64String([1, 2, 3, 4]) }, fields = new { mimetype = "image/png" }, within = said,
        })).GetProperty("id").GetString();
        var message = await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Id.Value == id);

        var picture = Assert.IsType<ImageContent>(message.Parts[0].Content);
        Assert.Equal("New shoes\nThe shop", picture.Caption?.Text);
        Assert.Equal(("buy", "Buy"), (message.Choices[0].Id, message.Choices[0].Label));
        Assert.Equal([1, 2, 3, 4], await FetchAsync(message, picture.File));
    }

    /// <summary>One line, no retries.</summary>
    [Fact]
    public async Task A_view_once_message_that_only_the_phone_gets_is_one_line()
    {
        await Bed.Simulation.DoAsync("rawKept", new
        {
            to = Bed.Me.Number,
            node = new
            {
                tag = "message",
                attrs = new { from = $"{Bed.Alice.Lid}@lid", sender_pn = $"{Bed.Alice.Number}@s.whatsapp.net", addressing_mode = "lid", id = "VIEWONCE1", t = "1800000000", type = "media" },
                content = new[] { new { tag = "unavailable", attrs = new { type = "view_once" } } },
            },
        });

        var message = await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id.Value == "VIEWONCE1");
        Assert.Contains("view-once", Assert.IsType<UnsupportedContent>(message.Parts[0].Content).Description, StringComparison.Ordinal);
        await Recovery.NothingIsLostTests.SimulationHasNothingLeftAsync(Bed);
        Assert.DoesNotContain((await Bed.Simulation.DoAsync("happenings")).EnumerateArray(), happening =>
            happening.GetProperty("what").GetString() == "receipt" && happening.GetProperty("attributes").ToString().Contains("retry", StringComparison.Ordinal));
    }

    /// <summary>The announcement makes no event, the pictures are one album, even one that comes before the announcement.</summary>
    [Fact]
    public async Task Pictures_of_an_album_come_once_each_and_know_that_they_belong_together()
    {
        var parent = new RemoteMessageId("3EB0ALBUM");
        var association = new { messageAssociation = new { associationType = 1, parentMessageKey = new { remoteJid = $"{Bed.Me.Lid}@lid", id = parent.Value, fromMe = true } } };
        await Bed.SendAsync(Bed.Alice, new { imageMessage = new { mimetype = "image/jpeg", caption = "first" }, messageContextInfo = association });
        await Bed.Simulation.DoAsync("send", new { from = Bed.Alice.Number, to = Bed.Me.Number, id = parent.Value, message = new { albumMessage = new { expectedImageCount = 2 } } });
        await Bed.SendAsync(Bed.Alice, new { imageMessage = new { mimetype = "image/jpeg", caption = "second" }, messageContextInfo = association });

        var second = await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is ImageContent { Caption.Text: "second" });
        var first = await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Parts[0].Content is ImageContent { Caption.Text: "first" });
        Assert.Equal(parent.Value, second.Album);
        Assert.Equal(parent.Value, first.Album);
        Assert.DoesNotContain(linked.Host.Events.All, told => told is RemoteMessage message && message.Id == parent);
    }

    /// <summary>A message that has just come is none of 1970, nor of years ahead.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("86400")]
    [InlineData("99999999999999999")]
    public async Task An_impossible_time_is_now(string at)
    {
        var id = (await Bed.Simulation.DoAsync("send", new { from = Bed.Alice.Number, to = Bed.Me.Number, message = new { conversation = "when?" }, at })).GetProperty("id").GetString();

        var message = await linked.Host.Events.FirstAsync<RemoteMessage>(message => message.Id.Value == id);

        Assert.InRange(message.Timestamp, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1));
    }

    /// <summary>One line for a call, whatever comes first.</summary>
    [Theory]
    [InlineData("offer", "terminate")]
    [InlineData("terminate", "offer")]
    public async Task A_call_is_one_message_that_ends_as_missed(string first, string second)
    {
        var id = $"CALL{first}";
        foreach (var sign in new[] { first, second, "offer" })
        {
            await Bed.Simulation.DoAsync("call", new { from = Bed.Alice.Number, to = Bed.Me.Number, id, sign });
        }

        var told = await linked.Host.Events.FirstAsync(told => told is RemoteEdit { Parts: [{ Content: CallContent { State: CallState.Missed } }] } edit && edit.Target.Value == $"call-{id}");
        Assert.All(linked.Host.Events.All.OfType<RemoteMessage>().Where(message => message.Parts[0].Content is CallContent && message.Id.Value.Contains(first, StringComparison.Ordinal)),
            message => Assert.Equal(((RemoteEdit)told).Target, message.Id));
    }

    /// <summary>In the group's room, and ended where somebody took it elsewhere.</summary>
    [Fact]
    public async Task A_groups_call_that_another_device_takes_is_said_in_the_group()
    {
        const string Group = "120363000000040001@g.us";
        await Bed.Simulation.DoAsync("group", new { id = Group, subject = "g", owner = Bed.Alice.Number, members = new[] { Bed.Alice.Number, Bed.Me.Number } });
        foreach (var sign in new[] { "offer", "accept", "terminate" })
        {
            await Bed.Simulation.DoAsync("call", new { from = Bed.Alice.Number, to = Bed.Me.Number, id = "GROUPCALL", sign, group = Group });
        }

        var ended = await linked.Host.Events.FirstAsync<RemoteEdit>(edit => edit.Target.Value == "call-GROUPCALL");
        Assert.Equal((Group, CallState.AnsweredElsewhere), (ended.Chat.Chat.Value, Assert.IsType<CallContent>(ended.Parts[0].Content).State));
    }

    private async Task<TContent> ContentAsync<TContent>(object message)
        where TContent : MessageContent =>
        Assert.IsType<TContent>((await MessageAsync(message)).Parts[0].Content);

    private async Task<RemoteMessage> MessageAsync(object message)
    {
        var id = await Bed.SendAsync(Bed.Alice, message);
        return await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Id == id);
    }

    private async Task<RemoteMessage> MediaAsync(string type, string part, byte[] bytes, object fields, string? wrap = null)
    {
        var id = (await Bed.Simulation.DoAsync("sendMedia", new
        {
            from = Bed.Alice.Number, to = Bed.Me.Number, type, part, bytes = new { base64 = Convert.ToBase64String(bytes) }, fields, wrap,
        })).GetProperty("id").GetString();
        return await linked.Host.Events.FirstAsync<RemoteMessage>(told => told.Id.Value == id);
    }

    private async Task<byte[]> FetchAsync(RemoteMessage message, MediaFile file)
    {
        var folder = Directory.CreateTempSubdirectory("bridges-fetch-");
        try
        {
            var path = Path.Combine(folder.FullName, "file");
            await linked.Account.FetchMediaAsync(new MediaFetch(message.Chat, message.Id, "", file.Reference!, path, 1 << 20), new Progress<long>(), Cancellation);
            return await File.ReadAllBytesAsync(path, Cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

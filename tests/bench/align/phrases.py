"""What the synthetic singers say: own words. The first part of every list may be used for tuning, the rest is held out."""

ENGLISH = """The first bus of the morning is always half empty
I count the windows on the way to work
my neighbour waves to me from her balcony
and the smell of bread comes up the stairs
nobody told me that the rain would last so long
I learned the names of all the streets by walking
the children laugh because I say it wrong
and then they teach me how to say it right
bring me a cup of tea and sit beside me
the letter that I wrote was never sent
two keys are lying on the kitchen table
one opens up a door I cannot reach
the other one is heavy and still new
we painted every wall a different colour
my mother calls on Sunday after lunch
she asks me if the winter is too cold
I tell her that the river froze last night
and people skated under yellow lamps""".split("\n")

HELD_OUT = """The library is open late on Thursdays
a woman there keeps books for me to borrow
she writes the date in pencil on a card
and says the longest words are made of small ones
my brother mends the clock above the station
he never went to school to learn the trade
his hands remember what our father showed him
the trains are almost always now on time
we grow tomatoes in an old bath tub
the lady from the second floor brings water
her garden was as large as half the village
she tells us when to plant and when to wait
at night I translate letters for the others
a doctor's note, a contract, or a rhyme
the words are stones that carry me across
the river has become a little smaller""".split("\n")

ITALIAN = """La mattina il primo autobus passa presto
conto le finestre lungo la strada
la vicina mi saluta dal balcone
il profumo del pane sale dalle scale
ho imparato le strade camminando piano
i bambini ridono quando sbaglio
poi mi insegnano la parola giusta
portami una tazza e siediti vicino
due chiavi sono sul tavolo della cucina
una apre una porta lontana
mia madre chiama la domenica dopo pranzo
mi chiede se l'inverno è troppo freddo""".split("\n")

RUSSIAN = """Первый автобус утром почти пустой
я считаю окна по дороге на работу
соседка машет мне рукой с балкона
и запах хлеба поднимается по лестнице
я выучил все улицы пешком
смеются дети если я ошибся
потом они научат как сказать
налей мне чаю и садись поближе
лежат два ключа на кухонном столе
один из них от двери за горами
по воскресеньям мама позвонит
и спросит холодна ли здесь зима""".split("\n")
